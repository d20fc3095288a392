/**
 * How much memory a SAF-T file takes: `node --import ./test/support/typescript.mjs test/bench/saf-t-memory.ts [MB]`
 *
 * Reads the largest file we take as a stream, once as a till writes it and then as somebody would who wants to fill
 * our memory. Fails when reading adds more than 200 MB to what the process had before.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
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
const MOST_ADDED = 200;
const CUT = '<!-- cut -->';

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + (index % 365))).toISOString().slice(0, 10);

/** What follows the head of the file, again and again. */
const KINDS: Record<string, (index: number) => string> = {
  // A long id, as tills write them: it must not keep the slice of the file that it came with.
  'a year of one till': (index) =>
    aTransaction({
      id: `butikk-1-kasse-1-kvittering-${index}`,
      date: day(index),
      lines: [aLine(), aLine({ group: 'MAT', article: '4711' }), aLine()],
    }),
  'as many receipts as fit': (index) =>
    `<cashtransaction><transID>kvittering-${index}</transID><transDate>${day(index)}</transDate><transTime>10:00:00</transTime><ctLine><artGroupID>varegruppe-${index}</artGroupID></ctLine></cashtransaction>`,
  'as many articles as fit': (index) =>
    `</cashregister></location><articles><article><artID>vare-nummer-${index}</artID><artGroupID>varegruppe-${index}</artGroupID></article></articles><location><cashregister>`,
  'as many events as fit': () => '<event><eventType>Z</eventType></event>',
};

/** In a process of its own: what it takes is not what reading takes. */
async function write(kind: (index: number) => string, bytes: number): Promise<void> {
  const events = Array.from({ length: 365 }, (_, index) => aZ({ id: String(index + 1), date: day(index) }));
  const [head = '', tail = ''] = aSafTFile([aRegister({ events: [...events, CUT] })]).split(CUT);
  process.stdout.write(head);
  for (let sent = head.length + tail.length, index = 0; sent < bytes; index++) {
    const piece = kind(index);
    sent += piece.length;
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
  process.stdout.write(tail);
}

async function measure(name: string, megabytes: string): Promise<void> {
  const { stdout } = spawn(process.execPath, [...process.execArgv, script, megabytes, name, 'write'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const before = process.resourceUsage().maxRSS;
  const started = systemClock.monotonic();
  let reports = 0;
  let end = 'read';
  try {
    for await (const report of readZReports(stdout)) reports += Number('document' in report);
  } catch (error) {
    end = String(error);
  }
  const added = Math.round((process.resourceUsage().maxRSS - before) / 1024);
  const seconds = ((systemClock.monotonic() - started) / 1000).toFixed(1);
  console.log(`${name}: ${megabytes} MB, ${reports} reports, ${seconds} s, at most ${added} MB more; ${end}`);
  if (added > MOST_ADDED) process.exitCode = 1;
}

const [, script = '', megabytes = '99', only = '', task] = process.argv;
const kind = KINDS[only];
if (kind && task === 'write') await write(kind, Number(megabytes) * MEGABYTE);
else if (kind) await measure(only, megabytes);
else {
  // The most that a process ever took can only be told of a process of its own.
  for (const name of Object.keys(KINDS)) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, script, megabytes, name], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
