import { type CommandBus } from '@nestjs/cqrs';
import { type SyncZReport } from '../sync-z-report/sync-z-report.js';
import { AccountingCommandError } from '../transfer/command-error.js';
import { aRegister, aSafTFile, aZ, inChunks } from './saf-t.builder.js';
import { type XNumbers } from '../sync-z-report/x-number.js';
import { SafTUpload } from './upload-saf-t.js';

const FILE = aSafTFile([
  aRegister({ id: 'K1', events: [aZ({ id: '1' }), aZ({ id: 'to' }), aZ({ id: '3' })] }),
  aRegister({ id: 'K2', events: [aZ({ id: '4' })] }),
]);

/** Takes every report but these. */
function uploadThat(refuses: Record<number, Error> = {}) {
  const taken: unknown[] = [];
  const commands = {
    execute: ({ payload: { zReport, ...place } }: SyncZReport) => {
      const { number } = zReport as { number: number };
      const error = refuses[number];
      if (error) return Promise.reject(error);
      taken.push({ ...place, number });
      return Promise.resolve({ transferId: `t${number}`, state: 'waiting', duplicate: false });
    },
  } as unknown as CommandBus;
  const upload = (file: string, register?: string) =>
    new SafTUpload(commands, noXNumbers).upload({
      clientId: 'kafe',
      departmentId: '1',
      register,
      stream: inChunks(file, 50),
    });
  return { upload, taken };
}

const ticket = (transferId: string) => ({ transferId, state: 'waiting', duplicate: false });

const noXNumbers = { keep: () => Promise.resolve() } as unknown as XNumbers;

describe('an uploaded file', () => {
  it('is taken report by report, in file order, and one that is wrong stops no other', async () => {
    const { upload, taken } = uploadThat();
    expect(await upload(FILE)).toEqual([
      ticket('t1'),
      {
        reportId: 'to',
        register: 'K1',
        error: {
          code: 'DOCUMENT_INVALID',
          message: 'eventReport.reportID: Must be a whole number: it becomes the Z number',
          faults: [
            { path: 'eventReport.reportID', message: 'Must be a whole number: it becomes the Z number' },
          ],
        },
      },
      ticket('t3'),
      ticket('t4'),
    ]);
    expect(taken).toEqual([1, 3, 4].map((number) => ({ clientId: 'kafe', departmentId: '1', number })));
  });

  it('answers the errors of commands in their places', async () => {
    const conflict = new AccountingCommandError('DOCUMENT_CONFLICT', 'Z 1 was taken', {
      detail: 'Z_NUMBER_TAKEN',
    });
    const down = new AccountingCommandError('ACCOUNTING_UNAVAILABLE', 'send it again');
    const { upload } = uploadThat({ 1: conflict, 3: down });
    expect(await upload(FILE)).toMatchObject([
      {
        reportId: '1',
        error: { code: 'DOCUMENT_CONFLICT', message: 'Z 1 was taken', detail: 'Z_NUMBER_TAKEN' },
      },
      { reportId: 'to' },
      { reportId: '3', error: { code: 'ACCOUNTING_UNAVAILABLE', faults: [] } },
      ticket('t4'),
    ]);
  });

  it('is taken for one register, when one is asked for', async () => {
    expect(await uploadThat().upload(FILE, 'K2')).toEqual([ticket('t4')]);
  });

  it('that breaks off keeps what was whole, and says where it broke off', async () => {
    const { upload, taken } = uploadThat();
    const answers = await upload(FILE.slice(0, FILE.indexOf('<registerID>K2')));
    expect(answers).toMatchObject([
      ticket('t1'),
      { reportId: 'to' },
      ticket('t3'),
      { error: { code: 'DOCUMENT_INVALID' } },
    ]);
    expect(answers[3]).toMatchObject({
      error: {
        faults: [
          {
            path: expect.stringMatching(/^line \d+, column \d+$/),
            message: expect.stringContaining('unclosed tag'),
          },
        ],
      },
    });
    expect(answers[3]).not.toHaveProperty('reportId');
    expect(taken).toHaveLength(2);
  });

  it('that is none is one refusal', async () => {
    expect(await uploadThat().upload('hei')).toMatchObject([{ error: { code: 'DOCUMENT_INVALID' } }]);
  });

  it('fails with the stream, and with what is no answer to a document', async () => {
    const { upload } = uploadThat({ 3: new TypeError('a bug') });
    await expect(upload(FILE)).rejects.toThrow('a bug');
    async function* cut() {
      yield await Promise.resolve('<?xml version="1.0"?>');
      throw new Error('ECONNRESET');
    }
    const place = { clientId: 'kafe', departmentId: '1' };
    const nobody = {} as CommandBus;
    await expect(new SafTUpload(nobody, noXNumbers).upload({ ...place, stream: cut() })).rejects.toThrow(
      'ECONNRESET',
    );
  });
});
