export { calendarImportOf, calendarOf, listCalendarImports, type CalendarImportLine } from './calendar-of';
export { giveShippedYears, giveShippedYearsToAll } from './give-shipped';
export {
  importCalendar,
  IMPORT_YEARS,
  previewCalendar,
  type CalendarChange,
  type CalendarPreview
} from './import-calendar';
export { textOfFile } from './text-of-file';
