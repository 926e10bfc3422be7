import Schedules
import Testing

@Suite("Schedules in words")
struct MeaningTests {
  static let meanings: [(String, String)] = [
    ("* * * * *", "every minute"),
    ("* */1 * * *", "every minute"),
    ("*/5 * * * *", "every 5 minutes"),
    (
      "*/7 * * * *",
      "at minutes 0, 7, 14, … 56 of every hour (9 times an hour; the gap over the hour's end is 4 minutes)"
    ),
    ("2-59/5 * * * *", "every 5 minutes, starting at minute 2 of the hour"),
    ("2-59/5 8-10 * * *", "every 5 minutes from 08:02 to 10:57"),
    ("*/61 * * * *", "every hour, on the hour"),
    ("7 * * * *", "at minute 7 of every hour"),
    ("7 8-18 * * *", "at minute 7 of the hours 08 to 18"),
    (
      "1,2,3,10,20 1,5 * jan,jul *",
      "at minutes 1 to 3, 10 and 20 of the hours 01 and 05, every day in January and July"
    ),
    ("0 3 * * *", "at 03:00 every day"),
    ("0 0,12 1,15 * *", "at 00:00 and 12:00 on days 1 and 15 of the month"),
    ("0 */2 * * *", "every 2 hours, at 00:00, 02:00, 04:00, … 22:00"),
    ("23 0-20/2 * * *", "at minute 23 of the hours 00, 02, 04, … 20"),
    ("15,45 8-18 * * mon-fri", "every 30 minutes from 08:15 to 18:45, Monday to Friday"),
    ("0 22 * * 1-5", "at 22:00, Monday to Friday"),
    ("0 22 * * sat,sun", "at 22:00 on Saturdays and Sundays"),
    ("* 3 * * *", "every minute from 03:00 to 03:59"),
    ("* */8 * * *", "every minute from 00:00 to 00:59, from 08:00 to 08:59 and from 16:00 to 16:59"),
    ("*/10 0,2,4,6,8 * * *", "every 10 minutes in the hours 00, 02, 04, … 08"),
    ("* * */2 * *", "every minute, on days 1, 3, 5, … 31 of the month"),
    ("* * * 6-8 *", "every minute, every day in June to August"),
    ("0 0 1 * mon", "at 00:00 on day 1 of the month and also on Mondays (either one is enough)"),
    (
      "0 0 1 * */2",
      "at 00:00 on day 1 of the month and also on Tuesdays, Thursdays, Saturdays and Sundays (either one is enough)"
    ),
    ("0 0 1-31 * mon", "at 00:00 every day"),
    ("0 0 , * mon", "at 00:00 on Mondays"),
    ("0 0 , * *", "never: the day fields select nothing"),
    (", * * * *", "never: the minute field selects nothing"),
    ("0 0 30 2 *", "at 00:00 on day 30 of February; there is no such date, so it never runs"),
    ("0 0 30 2 mon", "at 00:00 on day 30 of the month and also on Mondays (either one is enough) in February"),
    ("0 0 29 2 *", "at 00:00 on day 29 of February (leap years only)"),
    ("@hourly", "every hour, on the hour"),
    ("@weekly", "at 00:00 on Sundays"),
    ("@yearly", "at 00:00 on day 1 of January"),
    ("@every 5m", "every 5 minutes, counted from the previous run"),
    ("@every 1h", "every hour, counted from the previous run"),
    ("@every 90s", "every 1 minute 30 seconds, counted from the previous run"),
    ("TZ=UTC 0 3 * * *", "at 03:00 every day"),
  ]

  @Test("read as a person would say them", arguments: meanings)
  func meaning(_ schedule: String, _ words: String) throws {
    #expect(try CronSchedule.parseStandard(schedule, zones: ZoneFixtures.shared).meaning == words)
  }
}
