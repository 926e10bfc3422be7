extension CatalogueEntry {
  static let homeAssistant = "Home Assistant"

  static let homeAutomation: [CatalogueEntry] = [
    CatalogueEntry(
      homeAssistant,
      images: [
        "home-assistant/home-assistant", "homeassistant/home-assistant", "linuxserver/homeassistant",
        "home-operations/home-assistant", "joryirving/home-assistant", "onedr0p/home-assistant",
      ],
      hints: ["home-assistant", "homeassistant", "hass"], [.chatty, .discovery], hostNetwork: .yes,
      "polls cloud services and devices all the time; finds devices by mDNS and SSDP"),
    CatalogueEntry(
      "Home Assistant MCP server", images: ["homeassistant-ai/ha-mcp", "voska/hass-mcp"],
      hints: ["ha-mcp", "hass-mcp"], [.chatty], "calls Home Assistant's API for every question"),
    CatalogueEntry(
      "Zigbee2MQTT", images: ["koenkk/zigbee2mqtt"], hints: ["zigbee2mqtt"], [.chatty],
      "reconnects to broker and coordinator at once when either is refused"),
    CatalogueEntry(
      "Z-Wave JS UI", images: ["zwave-js/zwave-js-ui", "zwavejs/zwave-js-ui", "zwavejs/zwavejs2mqtt"],
      hints: ["zwave-js-ui", "zwavejs2mqtt", "zwavejs"], [.chatty],
      "talks to broker and Home Assistant; looks up device firmware in the cloud"),
    CatalogueEntry(
      "deCONZ", images: ["deconzcommunity/deconz"], hints: ["deconz"], [],
      "reads its radio by USB; others connect to it"),
    CatalogueEntry(
      "Matter server", images: ["home-assistant-libs/python-matter-server", "matter-js/matterjs-server"],
      hints: ["matter-server", "python-matter-server"], [.chatty, .discovery], hostNetwork: .yes,
      "keeps a session with every device; finds them by mDNS over IPv6"),
    CatalogueEntry(
      "OpenThread Border Router", images: ["openthread/otbr", "openthread/border-router"], hints: ["otbr"],
      [.discovery], hostNetwork: .yes, "routes IPv6 for Thread devices; opens few connections itself"),
    CatalogueEntry(
      "Node-RED", images: ["nodered/node-red", "node-red/node-red"], hints: ["node-red", "nodered"], [.chatty],
      "flows call any number of services and devices"),
    CatalogueEntry(
      "ESPHome", images: ["esphome/esphome", "home-operations/esphome", "bjw-s-labs/esphome"], hints: ["esphome"],
      [.chatty, .discovery], hostNetwork: .yes, "pings and polls every device on port 6053; mDNS"),
    CatalogueEntry(
      "AppDaemon", images: ["acockburn/appdaemon"], hints: ["appdaemon"], [.chatty],
      "apps follow Home Assistant's events and call devices"),
    CatalogueEntry(
      "Homebridge", images: ["homebridge/homebridge", "oznu/homebridge"], hints: ["homebridge"],
      [.chatty, .discovery], hostNetwork: .yes, "polls devices and clouds; announces itself by mDNS"),
    CatalogueEntry(
      "Scrypted", images: ["koush/scrypted"], hints: ["scrypted"], [.chatty, .discovery, .stream],
      hostNetwork: .yes, "opens camera streams on demand; HomeKit by mDNS"),
    CatalogueEntry(
      "govee2mqtt", images: ["wez/govee2mqtt"], hints: ["govee2mqtt"], [.chatty, .discovery], hostNetwork: .yes,
      "polls cloud and lamps; finds them by multicast"),
    CatalogueEntry(
      "Radio bridges", images: ["hertzg/rtl_433", "allangood/rtlamr2mqtt"], hints: ["rtl-433", "rtlamr2mqtt"], [],
      "one lasting connection to the broker"),
    CatalogueEntry(
      "Wyoming voice services",
      images: [
        "rhasspy/wyoming-whisper", "rhasspy/wyoming-faster-whisper", "rhasspy/wyoming-piper",
        "rhasspy/wyoming-openwakeword", "linuxserver/faster-whisper",
      ],
      hints: ["wyoming-whisper", "wyoming-piper", "wyoming-openwakeword"], [.stream],
      "Home Assistant connects to it (10200, 10300, 10400); opens nothing itself"),
    CatalogueEntry(
      "openHAB", images: ["openhab/openhab"], hints: ["openhab"], [.chatty, .discovery], hostNetwork: .often,
      "bindings poll devices and clouds, as Home Assistant does"),
    CatalogueEntry(
      "Domoticz", images: ["domoticz/domoticz", "linuxserver/domoticz"], hints: ["domoticz"],
      [.chatty, .discovery], hostNetwork: .often, "polls devices and clouds, as Home Assistant does"),
    CatalogueEntry(
      "Rhasspy", images: ["rhasspy/rhasspy"], hints: ["rhasspy"], [.stream], hostNetwork: .often,
      "audio over one lasting connection to the broker"),
    CatalogueEntry(
      "Traccar", images: ["traccar/traccar"], hints: ["traccar"], [.chatty],
      "looks up addresses and forwards each position of its trackers"),
    CatalogueEntry(
      "OwnTracks", images: ["owntracks/recorder", "owntracks/frontend"], hints: ["owntracks", "owntracks-recorder"], [],
      "one lasting connection to the broker"),
    CatalogueEntry(
      "TeslaMate", images: ["teslamate/teslamate"], hints: ["teslamate"], [.chatty],
      "polls the vendor's API every few seconds; writes to broker and database"),
    CatalogueEntry(
      "evcc", images: ["evcc/evcc"], hints: ["evcc"], [.chatty, .discovery], hostNetwork: .some,
      "polls meters, chargers and cars in every cycle"),
  ]
}
