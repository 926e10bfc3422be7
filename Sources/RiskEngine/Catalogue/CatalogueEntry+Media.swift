extension CatalogueEntry {
  static let media: [CatalogueEntry] = [
    CatalogueEntry(
      "go2rtc", images: ["alexxit/go2rtc"], hints: ["go2rtc"], [.chatty, .stream], hostNetwork: .often,
      "opens camera streams on demand; WebRTC"),
    CatalogueEntry(
      "Frigate", images: ["blakeblackshear/frigate"], hints: ["frigate"], [.chatty, .stream],
      "pulls every camera's streams and opens them again when they break"),
    CatalogueEntry(
      "Camera bridges",
      images: [
        "thirtythreeforty/neolink", "quantumentangledandy/neolink", "dchesterton/amcrest2mqtt",
        "jakowenko/double-take", "deepquestai/deepstack",
      ],
      hints: ["neolink", "amcrest2mqtt", "double-take", "deepstack"], [.stream],
      "lasting connections to cameras, or answers to requests"),
    CatalogueEntry(
      "ring-mqtt", images: ["tsightler/ring-mqtt"], hints: ["ring-mqtt"], [.chatty, .stream], hostNetwork: .some,
      "polls the vendor's cloud; opens streams on demand"),
    CatalogueEntry(
      "Music Assistant", images: ["music-assistant/server"], hints: ["music-assistant", "music-assistant-server"],
      [.chatty, .discovery, .stream], hostNetwork: .yes, "fetches from streaming services; finds players by mDNS"),
    CatalogueEntry(
      "Plex", images: ["home-operations/plex", "plexinc/pms-docker", "linuxserver/plex"],
      hints: ["plex", "plex-media-server"], [.discovery, .stream], hostNetwork: .often,
      "clients connect to it; refreshes metadata now and then"),
    CatalogueEntry(
      "Jellyfin", images: ["jellyfin/jellyfin", "linuxserver/jellyfin"], hints: ["jellyfin"],
      [.discovery, .stream], hostNetwork: .some, "clients connect to it; refreshes metadata now and then"),
    CatalogueEntry(
      "Emby", images: ["emby/embyserver", "linuxserver/emby"], hints: ["emby"], [.discovery, .stream],
      hostNetwork: .some, "clients connect to it; refreshes metadata now and then"),
    CatalogueEntry(
      "Tvheadend", images: ["linuxserver/tvheadend", "tvheadend/tvheadend"], hints: ["tvheadend"],
      [.discovery, .stream], hostNetwork: .some, "clients connect to it; pulls from tuners while they watch"),
    CatalogueEntry(
      "*arr",
      images: ["sonarr", "radarr", "prowlarr", "bazarr", "lidarr", "readarr"].flatMap {
        ["home-operations/\($0)", "linuxserver/\($0)", "hotio/\($0)"]
      },
      hints: ["sonarr", "radarr", "prowlarr", "bazarr", "lidarr", "readarr"], [.chatty],
      "asks indexers, metadata services and download clients all the time"),
    CatalogueEntry(
      "qBittorrent",
      images: ["home-operations/qbittorrent", "linuxserver/qbittorrent", "qbittorrentofficial/qbittorrent-nox"],
      hints: ["qbittorrent"], [.chatty], "hundreds of peers, each with connections of its own"),
    CatalogueEntry(
      "SABnzbd", images: ["home-operations/sabnzbd", "linuxserver/sabnzbd"], hints: ["sabnzbd"], [.chatty],
      "dozens of connections to news servers for each download"),
  ]
}
