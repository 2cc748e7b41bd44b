/**
 * The schema of a person's object. Migrations are append-only; an applied one is never edited. An object catches up in
 * its constructor, before any call reaches it. `PRAGMA user_version` is not available there, so a table counts.
 */
import slots from "../../migrations/profile/0001_slots.sql";

/** In order; a migration's version is its place in the list, from 1. */
export const MIGRATIONS: readonly string[] = [slots];

/** Does this object have a schema yet? Reading leaves no database behind. */
export const isCreated = (sql: SqlStorage): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").toArray().length > 0;

/** Applies what is missing, each once. Answers how many rows that wrote. */
export function migrate(sql: SqlStorage, migrations: readonly string[] = MIGRATIONS): number {
  let written = 0;
  if (!isCreated(sql)) written += sql.exec("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)").rowsWritten;
  const { version } = sql.exec<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM schema_version").one();
  migrations.slice(version).forEach((statements, index) => {
    written += sql.exec(statements).rowsWritten;
    written += sql.exec("INSERT INTO schema_version (version) VALUES (?)", version + index + 1).rowsWritten;
  });
  return written;
}
