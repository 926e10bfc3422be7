extension CatalogueEntry {
  static let network: [CatalogueEntry] = [
    CatalogueEntry(
      "AdGuard Home", images: ["adguard/adguardhome"], hints: ["adguard-home", "adguardhome", "adguard"],
      [.chatty, .dns], hostNetwork: .often, "a new flow to an upstream for each query it cannot answer"),
    CatalogueEntry(
      "Pi-hole", images: ["pihole/pihole"], hints: ["pihole", "pi-hole"], [.chatty, .dns], hostNetwork: .often,
      "a new flow to an upstream for each query it cannot answer; DHCP by broadcast"),
    CatalogueEntry(
      "blocky", images: ["0xerr0r/blocky", "spx01/blocky"], hints: ["blocky"], [.chatty, .dns], hostNetwork: .some,
      "a new flow to an upstream for each query it cannot answer"),
    CatalogueEntry(
      "Technitium DNS", images: ["technitium/dns-server"], hints: ["technitium", "technitium-dns"],
      [.chatty, .dns], hostNetwork: .some, "a new flow to an upstream for each query it cannot answer"),
    CatalogueEntry(
      "dnsproxy", images: ["adguard/dnsproxy"], hints: ["dnsproxy"], [.chatty, .dns], hostNetwork: .some,
      "a new flow to an upstream for each query it cannot answer"),
    CatalogueEntry(
      "UniFi Network", images: ["jacobalberty/unifi", "linuxserver/unifi-network-application"],
      hints: ["unifi", "unifi-network-application"], [.chatty, .discovery], hostNetwork: .some,
      "calls its devices and the vendor's cloud; STUN on 3478, inform on 8080"),
    CatalogueEntry(
      "UniFi Poller", images: ["golift/unifi-poller", "unpoller/unpoller"], hints: ["unifi-poller", "unpoller"],
      [.chatty], "polls the UniFi controller every few seconds"),
    CatalogueEntry(
      "Omada Controller", images: ["mbentley/omada-controller"], hints: ["omada-controller", "omada"],
      [.chatty, .discovery], hostNetwork: .yes, "calls its devices; finds them by UDP broadcast"),
  ]
}
