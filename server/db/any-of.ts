import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';

/**
 * Returns the condition that a column is one of these values, however many they are: the list is one variable, where `inArray` takes
 * one a value and SQLite refuses a statement of more than 32,766. For lists whose length somebody else decides, a document's above all.
 */
export function anyOf(column: SQLWrapper, values: Iterable<string>): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify([...values])}))`;
}
