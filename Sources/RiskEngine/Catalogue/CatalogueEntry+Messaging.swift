extension CatalogueEntry {
  static let messaging: [CatalogueEntry] = [
    CatalogueEntry(
      "Mosquitto", images: ["eclipse-mosquitto"], hints: ["mosquitto", "eclipse-mosquitto"], [.broker],
      "clients connect to it; opens connections only as a bridge"),
    CatalogueEntry(
      "EMQX", images: ["emqx/emqx", "emqx", "emqx/emqx-enterprise"], hints: ["emqx"], [.broker, .chatty],
      "nodes of a cluster and rule actions connect all the time"),
    CatalogueEntry(
      "MQTT exporter", images: ["kpetrem/mqtt-exporter", "kpetremann/mqtt-exporter"], hints: ["mqtt-exporter"], [],
      "one lasting connection to the broker"),
    CatalogueEntry(
      "Uptime Kuma", images: ["louislam/uptime-kuma"], hints: ["uptime-kuma"], [.chatty],
      "probes everything with new connections: a refusal looks like an outage"),
    CatalogueEntry(
      "Gatus", images: ["twin/gatus", "twinproduction/gatus"], hints: ["gatus"], [.chatty],
      "probes everything with new connections: a refusal looks like an outage"),
    CatalogueEntry(
      "Blackbox exporter", images: ["prometheus/blackbox-exporter", "prom/blackbox-exporter"],
      hints: ["blackbox-exporter", "prometheus-blackbox-exporter"], [.chatty],
      "probes everything with new connections: a refusal looks like an outage"),
  ]

  static let databases: [CatalogueEntry] = [
    CatalogueEntry(
      redisSentinel, images: ["bitnami/redis-sentinel", "bitnamilegacy/redis-sentinel"], hints: ["redis-sentinel"],
      [.chatty, .database], "sentinels and replicas check each other every second and reconnect at once"),
    CatalogueEntry(
      redis,
      images: [
        "redis", "bitnami/redis", "bitnamilegacy/redis", "valkey/valkey", "bitnami/valkey", "redis/redis-stack-server",
      ],
      hints: ["redis", "valkey"], [.database], "clients connect to it; a replica keeps one connection"),
    CatalogueEntry(
      "PostgreSQL with Patroni", images: ["zalando/spilo-15", "zalando/spilo-16", "zalando/spilo-17"],
      hints: ["spilo", "patroni"], [.chatty, .database],
      "every member polls the others and the lock on the leader every few seconds"),
    CatalogueEntry(
      "PostgreSQL",
      images: [
        "postgres", "bitnami/postgresql", "bitnamilegacy/postgresql", "cloudnative-pg/postgresql", "postgis/postgis",
        "timescale/timescaledb", "pgvector/pgvector", "tensorchord/cloudnative-vectorchord",
      ],
      hints: ["postgres", "postgresql"], [.database],
      "clients connect to it all the time; a replica keeps one connection"),
  ]

  static let redis = "Redis"
  static let redisSentinel = "Redis Sentinel"
}
