import { Logger } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { type AccountingPort, type Clock } from '@accounting/port';
import { contentHash } from '../transfer/marker.js';
import { RegisterRecord, Register, plainOrganisationNumber, type RecordKind } from './register-record.js';

/** Change stamps of accounting systems are coarse (24SevenOffice: to the minute): each reading overlaps the one before. */
const OVERLAP_MS = 2 * 60_000;
/** What was deleted shows only where all is read. */
const WHOLE_EVERY_MS = 24 * 3_600_000;
const WHOLE_AT_MOST_EVERY_MS = 3_600_000;
/** Rows of one statement. */
const AT_A_TIME = 500;
/** So few may go at once without being doubted. */
const FEW = 20;

const log = new Logger('Register');

/** Whose: an accounting system's company, or a client of DUELL's (`adapter` then is `duell`). */
export interface RegisterOf {
  adapter: string;
  companyId: string;
  kind: RecordKind;
}

/** A product or a customer, of whatever system. */
export interface Listed {
  id: string;
  number: string;
  externalId?: string | null;
  organisationNumber?: string | null;
  active: boolean;
}

/**
 * Brings what we know of a register up to date: what changed since the last reading, or all of it once a day. Calls the
 * accounting system; throws AccountingErrors, and then keeps what it got.
 */
export function readRegister(
  em: EntityManager,
  port: Pick<AccountingPort, 'products' | 'customers'>,
  register: RegisterOf,
  clock: Clock,
): Promise<void> {
  return follow(em, register, clock, (since) =>
    register.kind === 'product' ? port.products(since) : port.customers(since),
  );
}

/**
 * The same for any list that tells what changed since an instant, and all of it when asked for `null`.
 * @param isComplete asked at the end: false when rows of the list could not be read. Then nothing counts as gone.
 * @param mayBeOldMs read so lately, it is left as it is.
 */
export async function follow(
  em: EntityManager,
  register: RegisterOf,
  clock: Clock,
  pagesSince: (since: Date | null) => AsyncIterable<Listed[]>,
  isComplete: () => boolean = () => true,
  mayBeOldMs = 0,
): Promise<void> {
  const startedAt = clock.now();
  const known = await em.fork().findOne(Register, register);
  if (known && startedAt.getTime() - known.readThrough.getTime() < mayBeOldMs) return;
  const whole = !known || startedAt.getTime() - known.readWholeAt.getTime() >= WHOLE_EVERY_MS;
  const since = whole ? null : new Date(known.readThrough.getTime() - OVERLAP_MS);
  for await (const page of pagesSince(since)) await keepPage(em.fork(), register, page, startedAt);
  const showsWhatIsGone = whole && isComplete();
  await em.fork().transactional(async (tx) => {
    const doubted = showsWhatIsGone
      ? await endGone(tx, register, startedAt, known?.doubted ?? false)
      : (known?.doubted ?? false);
    const readWholeAt = whole ? startedAt : known.readWholeAt;
    await tx.upsert(Register, { ...register, readThrough: startedAt, readWholeAt, doubted });
  });
}

/**
 * Something was refused that names records of these books: one of them may have been deleted there, which only a whole
 * reading shows. The next one is whole, though not more than one an hour.
 */
export async function readWholeNextTime(
  em: EntityManager,
  { adapter, companyId }: Pick<RegisterOf, 'adapter' | 'companyId'>,
  now: Date,
): Promise<void> {
  const readWholeAt = new Date(0);
  const lately = new Date(now.getTime() - WHOLE_AT_MOST_EVERY_MS);
  await em.nativeUpdate(Register, { adapter, companyId, readWholeAt: { $lt: lately } }, { readWholeAt });
}

async function keepPage(
  em: EntityManager,
  { adapter, companyId, kind }: RegisterOf,
  page: Listed[],
  seenAt: Date,
): Promise<void> {
  // Twice in one page, in one statement, is an error of the database's.
  const records = [...new Map(page.map((record) => [record.id, record])).values()];
  for (let from = 0; from < records.length; from += AT_A_TIME) {
    const rows = records.slice(from, from + AT_A_TIME).map((record) => ({
      record_id: record.id,
      number: record.number,
      external_id: record.externalId ?? null,
      organisation_number: plainOrganisationNumber(record.organisationNumber),
      active: record.active,
      fields: record,
      content_hash: contentHash(record),
    }));
    await inTurn(em, { adapter, companyId, kind }, (tx) =>
      tx.execute(
        `insert into accounting.register_record as known
         (adapter, company_id, kind, record_id, number, external_id, organisation_number, active, fields, content_hash, change, seen_at)
       select ?, ?, ?, r.record_id, r.number, r.external_id, r.organisation_number, r.active, r.fields, r.content_hash,
              nextval('accounting.register_change'), ?
       from jsonb_to_recordset(?::jsonb) as r(record_id text, number text, external_id text, organisation_number text,
         active boolean, fields jsonb, content_hash text)
       on conflict (adapter, company_id, kind, record_id) do update set
         number = excluded.number, external_id = excluded.external_id,
         organisation_number = excluded.organisation_number, active = excluded.active, fields = excluded.fields,
         change = case when known.content_hash = excluded.content_hash then known.change else excluded.change end,
         content_hash = excluded.content_hash, seen_at = greatest(known.seen_at, excluded.seen_at)`,
        [adapter, companyId, kind, seenAt, JSON.stringify(rows)],
      ),
    );
  }
}

/** One writer of a register at a time: its changes then become visible in the order of their numbers. */
async function inTurn<T>(
  em: EntityManager,
  { adapter, companyId, kind }: RegisterOf,
  write: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  return em.transactional(async (tx) => {
    const register = `accounting/register/${adapter}/${companyId}/${kind}`;
    await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [register]);
    return write(tx);
  });
}

/**
 * What is not in the whole register any more is deleted. Where that would be much at once, it is believed when the next
 * whole reading says the same: an answer that lacks rows looks like that, too. Whether it is doubted.
 */
async function endGone(
  tx: EntityManager,
  register: RegisterOf,
  startedAt: Date,
  wasDoubted: boolean,
): Promise<boolean> {
  const { adapter, companyId, kind } = register;
  const [count = { gone: 0, standing: 0 }] = await tx.execute<{ gone: number; standing: number }[]>(
    `select count(*) filter (where seen_at < ?)::int as gone, count(*) filter (where seen_at >= ?)::int as standing
     from accounting.register_record
     where adapter = ? and company_id = ? and kind = ? and content_hash <> 'gone'`,
    [startedAt, startedAt, adapter, companyId, kind],
  );
  if (isMuch(count) && !wasDoubted) {
    log.warn(
      { ...register, ...count },
      'Much of a register is gone at once; believed if it still is tomorrow',
    );
    return true;
  }
  await markGone(tx, register, startedAt);
  return false;
}

/** All of it, or more than a tenth. */
function isMuch({ gone, standing }: { gone: number; standing: number }): boolean {
  return gone > 0 && (standing === 0 || (gone >= FEW && gone * 10 > gone + standing));
}

/** Kept as inactive, so that who follows the changes hears of it. */
async function markGone(em: EntityManager, register: RegisterOf, startedAt: Date): Promise<void> {
  await inTurn(em, register, (tx) =>
    tx.execute(
      `update accounting.register_record set active = false, change = nextval('accounting.register_change'),
         content_hash = 'gone', fields = jsonb_set(fields, '{active}', 'false')
       where adapter = ? and company_id = ? and kind = ? and seen_at < ? and content_hash <> 'gone'`,
      [register.adapter, register.companyId, register.kind, startedAt],
    ),
  );
}

/** Those of a register that may be who is looked for. */
export async function recordsBy(
  em: EntityManager,
  register: RegisterOf,
  by: { ids?: string[]; numbers?: string[]; externalIds?: string[]; organisationNumbers?: string[] },
): Promise<RegisterRecord[]> {
  const some = [
    ...(by.ids?.length ? [{ recordId: by.ids }] : []),
    ...(by.numbers?.length ? [{ number: by.numbers }] : []),
    ...(by.externalIds?.length ? [{ externalId: by.externalIds }] : []),
    ...(by.organisationNumbers?.length ? [{ organisationNumber: by.organisationNumbers }] : []),
  ];
  if (some.length === 0) return [];
  return em.find(
    RegisterRecord,
    { ...register, contentHash: { $ne: 'gone' }, $or: some },
    { orderBy: { recordId: 'asc' } },
  );
}
