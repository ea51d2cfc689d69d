import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver } from "kysely";
import { type Clock, sleep } from "../../clock.ts";
import { StoreError } from "../store-error.ts";

const MOST_PATIENCE_MS = 500;
const LOOK_AGAIN_MS = 25;

/**
 * Waits for foreign writers without holding the process up, which acks within 3 s: SQLite's own wait would. Once a
 * wait was in vain nobody waits again until the database was free, for all would wait one after the other.
 */
export function createPatientDialect(
  dialect: Dialect,
  { clock, isInTransaction }: { clock: Clock; isInTransaction: () => boolean },
): Dialect {
  const patiently = createPatience(clock);
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => patientDriver(dialect.createDriver(), patiently, isInTransaction),
  };
}

type Patiently = <Result>(work: () => Promise<Result>) => Promise<Result>;

function createPatience(clock: Clock): Patiently {
  let patienceMs = MOST_PATIENCE_MS;
  return async (work) => {
    const untilMs = clock.monotonicMs() + patienceMs;
    for (;;) {
      try {
        const result = await work();
        patienceMs = MOST_PATIENCE_MS;
        return result;
      } catch (error) {
        if (!isLocked(error)) throw error;
        patienceMs = Math.max(0, untilMs - clock.monotonicMs());
        if (patienceMs === 0) throw error;
      }
      await sleep(clock, LOOK_AGAIN_MS);
    }
  };
}

function isLocked(error: unknown): boolean {
  return error instanceof StoreError && error.trouble === "locked";
}

function patientDriver(driver: Driver, patiently: Patiently, isInTransaction: () => boolean): Driver {
  // The lock is taken at once: it could not be waited for once something has been read.
  const begin = CompiledQuery.raw("begin immediate");
  return {
    init: () => driver.init(),
    acquireConnection: async () => patientConnection(await driver.acquireConnection(), patiently),
    beginTransaction: async (connection) => {
      await connection.executeQuery(begin);
    },
    commitTransaction: async (connection) => {
      await connection.executeQuery(CompiledQuery.raw("commit"));
    },
    rollbackTransaction: async (connection) => {
      // SQLite itself takes back what a failing disk interrupts.
      if (isInTransaction()) await connection.executeQuery(CompiledQuery.raw("rollback"));
    },
    releaseConnection: (connection) => driver.releaseConnection(innerOf(connection)),
    destroy: () => driver.destroy(),
  };
}

interface PatientConnection extends DatabaseConnection {
  inner: DatabaseConnection;
}

function patientConnection(inner: DatabaseConnection, patiently: Patiently): PatientConnection {
  return {
    inner,
    executeQuery: (query) => patiently(() => inner.executeQuery(query)),
    streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
  };
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return "inner" in connection ? (connection as PatientConnection).inner : connection;
}
