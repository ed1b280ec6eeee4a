/**
 * Days from 1970-01-01 to a day given as an ISO date that exists, negative before. The count of days of the Gregorian calendar,
 * after Hinnant's days_from_civil (2013).
 *
 * @example
 * dayNumber("1970-01-01") // => 0
 * dayNumber("2024-03-01") - dayNumber("2024-02-28") // => 2
 * dayNumber("1969-12-31") // => -1
 */
export function dayNumber(date: string): number {
  const month = Number(date.slice(5, 7));
  // Years that begin in March put the leap day at their end.
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
