/**
 * How much memory a SAF-T file takes: `node --import ./test/support/typescript.mjs test/bench/saf-t-memory.ts [MB]`
 *
 * Generates the largest file we take as a stream, once as a till writes it and once as somebody would who wants to
 * fill our memory, and fails above 200 MB.
 */
import { spawnSync } from 'node:child_process';
import { systemClock } from '@accounting/port';
import { readZReports } from '../../libs/accounting-sync/src/saf-t/read-z-reports.js';
import {
  aLine,
  aRegister,
  aSafTFile,
  aTransaction,
  aZ,
} from '../../libs/accounting-sync/src/saf-t/saf-t.builder.js';

const MEGABYTE = 1024 * 1024;
const MOST_RSS = 200 * MEGABYTE;
const CUT = '<!-- cut -->';

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + (index % 365))).toISOString().slice(0, 10);

/** A long id, as tills write them: it must not keep the slice of the file that it came with. */
const receipt = (index: number) =>
  aTransaction({
    id: `butikk-1-kasse-1-kvittering-${index}`,
    date: day(index),
    lines: [aLine(), aLine({ group: 'MAT', article: '4711' }), aLine()],
  });

const KINDS: Record<string, (index: number) => string> = {
  'a year of one till': receipt,
  'as many receipts as fit': (index) =>
    `<cashtransaction><transID>kvittering-${index}</transID><transDate>${day(index)}</transDate><transTime>10:00:00</transTime><ctLine><artGroupID>varegruppe-${index}</artGroupID></ctLine></cashtransaction>`,
  'as many events as fit': () => '<event><eventType>Z</eventType></event>',
};

async function* fileOf(kind: (index: number) => string, bytes: number): AsyncGenerator<Buffer> {
  const events = Array.from({ length: 365 }, (_, index) => aZ({ id: String(index + 1), date: day(index) }));
  const [head = '', tail = ''] = aSafTFile([aRegister({ events: [...events, CUT] })]).split(CUT);
  yield await Promise.resolve(Buffer.from(head));
  let sent = head.length + tail.length;
  for (let index = 0; sent < bytes;) {
    let chunk = '';
    while (chunk.length < 65_536 && sent + chunk.length < bytes) chunk += kind(index++);
    sent += chunk.length;
    yield Buffer.from(chunk);
  }
  yield Buffer.from(tail);
}

async function measure(name: string, kind: (index: number) => string, megabytes: number): Promise<void> {
  const started = systemClock.monotonic();
  let reports = 0;
  let end = 'read';
  try {
    for await (const report of readZReports(fileOf(kind, megabytes * MEGABYTE)))
      reports += Number('document' in report);
  } catch (error) {
    end = String(error);
  }
  const rss = process.resourceUsage().maxRSS * 1024;
  const seconds = ((systemClock.monotonic() - started) / 1000).toFixed(1);
  console.log(
    `${name}: ${megabytes} MB, ${reports} reports, ${seconds} s, at most ${Math.round(rss / MEGABYTE)} MB; ${end}`,
  );
  if (rss > MOST_RSS) process.exitCode = 1;
}

const [, script = '', megabytes = '99', only] = process.argv;
const kind = KINDS[only ?? ''];
if (only && kind) await measure(only, kind, Number(megabytes));
else {
  // The most that a process ever took can only be told of a process of its own.
  for (const name of Object.keys(KINDS)) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, script, megabytes, name], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
