import { createHash } from 'node:crypto';
import {
  bundleList,
  Caller,
  chunk,
  count,
  fileSearch,
  HandClock,
  imageFile,
  inside,
  saved,
} from './by-hand.js';
import { type Company } from './company.js';
import { type Simulator, startSimulator } from './simulator.js';

let clock: HandClock;
let simulator: Simulator;
let caller: Caller;
let kiosk: Company;

beforeEach(async () => {
  clock = new HandClock();
  simulator = await startSimulator({ clock });
  kiosk = simulator.control.company('887766554433221');
  caller = new Caller(simulator.url);
  await caller.login();
});

afterEach(() => simulator.stop());

const bytes = Buffer.from('first page, second half');
const ask = async (operation: string, content = ''): Promise<string> =>
  (await caller.call('attachment', operation, content)).text;
const fault = async (operation: string, content: string): Promise<string> =>
  inside(await ask(operation, content), 'faultstring');
const flagged = async (flag: string): Promise<number> => {
  const status = `<AttachmentStatus><FlagType>${flag}</FlagType></AttachmentStatus>`;
  return count(await ask('GetFileInfo', fileSearch('', status)), 'ImageFile');
};

describe('an upload', () => {
  it('goes chunk by chunk, each at the end of the one before', async () => {
    const file = await caller.create();
    await ask('AppendChunk', chunk(file, bytes.subarray(0, 10)));

    expect(await fault('AppendChunk', chunk(file, bytes, 0))).toContain(
      'Offset 0 is not the end of the file (10)',
    );
    expect(await ask('AppendChunk', chunk(file, bytes.subarray(10), 10))).toContain(
      '<AppendChunkResponse xmlns',
    );
    expect(inside(await ask('GetSize', imageFile(file)), 'GetSizeResult')).toBe('23');
    expect(inside(await ask('GetChecksum', imageFile(file)), 'GetChecksumResult').toLowerCase()).toBe(
      createHash('md5').update(bytes).digest('hex'),
    );
  });

  it('is a ghost until it is saved, and cannot be touched after', async () => {
    const file = await caller.create();
    await ask('AppendChunk', chunk(file, bytes));
    expect(count(await ask('GetFileInfo', fileSearch()), 'ImageFile')).toBe(0);

    expect(await ask('Save', saved(file, 90001))).toContain('<SaveResponse xmlns');
    expect(await ask('GetFileInfo', fileSearch(`<FileId><int>${file}</int></FileId>`))).toContain(
      `<ImageFile><Id>${file}</Id><Type>Png</Type><StampNo>90001</StampNo><FrameInfo><ImageFrameInfo><Id>1</Id><StampNo>90001</StampNo><Status>0</Status></ImageFrameInfo></FrameInfo></ImageFile>`,
    );
    expect(await fault('Save', saved(file, 90001))).toContain('already saved');
    expect(await fault('AppendChunk', chunk(file, bytes, 23))).toContain('already saved');
  });

  it('may not be larger than a request may be', async () => {
    simulator.control.limits.maxRequestKb = 1;
    const file = await caller.create();

    expect(inside(await ask('GetMaxRequestLength'), 'GetMaxRequestLengthResult')).toBe('1');
    expect(await fault('AppendChunk', chunk(file, Buffer.alloc(800)))).toBe(
      'Maximum request length exceeded.',
    );
  });

  it.each(['Pdf', 'Wmf', 'Unknown'])('takes no %s', async (type) => {
    expect(await fault('Create', `<type>${type}</type>`)).toContain(`image format ${type} is not supported`);
  });

  it('takes PDF, or refuses images, when it is told to', async () => {
    Object.assign(kiosk.switches, { acceptsPdf: true, refusesImages: true });

    expect(await caller.create('Pdf')).toBeGreaterThan(0);
    expect(await fault('Create', '<type>Png</type>')).toContain('not supported');
  });

  it.each<[string, (file: number) => [string, string], string]>([
    [
      'another type than it was created with',
      (id) => ['GetSize', imageFile(id, '', 'Jpeg')],
      'was created as Png',
    ],
    ['a file that is not', () => ['GetSize', imageFile(7)], 'The file 7 does not exist'],
    ['the location Scanning', (id) => ['Save', saved(id, 90001, 'Scanning')], 'not in use'],
    ['a journal image without a stamp', (id) => ['Save', saved(id, 0)], 'needs a StampNo'],
    ['a stamp that was never given out', (id) => ['Save', saved(id, 90002)], 'never given out'],
    ['a frame with another id', (id) => ['Save', saved(id, 90001).replace('<Id>1<', '<Id>2<')], 'frame'],
    ['a frame with a status', (id) => ['Save', saved(id, 90001).replace('<Status>0', '<Status>1')], 'frame'],
    [
      'two frames',
      (id) => ['Save', saved(id, 90001).replace(/<ImageFrameInfo>.*<\/ImageFrameInfo>/, '$&$&')],
      'exactly one frame',
    ],
    ['no frame', (id) => ['Save', `${imageFile(id)}<location>Journal</location>`], 'exactly one frame'],
    [
      'metadata with an invented key',
      (id) => ['Save', saved(id, 0, 'Retrieval', metadata('Belop', '1.00'))],
      "metadata key 'Belop' is unknown",
    ],
    [
      'metadata without its wrapper',
      (id) => ['Save', saved(id, 0, 'Retrieval', '<MetaData><Key>Amount</Key></MetaData>')],
      "Element 'Key' is unknown in 'MetaData'",
    ],
  ])('refuses %s', async (_what, request, reason) => {
    const file = await caller.create();
    await ask('AppendChunk', chunk(file, bytes));

    expect(await fault(...request(file))).toContain(reason);
    expect(kiosk.files()).toEqual([]);
  });

  it('cannot be saved empty', async () => {
    expect(await fault('Save', saved(await caller.create(), 90001))).toContain('The file is empty');
  });
});

const metadata = (key: string, value: string): string =>
  `<MetaData><KeyValuePair><Key>${key}</Key><Value>${value}</Value></KeyValuePair></MetaData>`;

describe('a stamp', () => {
  const next = async (): Promise<number> => Number(inside(await ask('GetStampNo'), 'GetStampNoResult'));

  it('is not reserved by asking, and is used up by saving', async () => {
    expect([await next(), await next()]).toEqual([90001, 90001]);
    expect(await caller.upload()).toBe(90001);
    expect(await next()).toBe(90002);
  });

  it('may be taken by a person meanwhile, and then stands on both documents', async () => {
    const file = await caller.create();
    await ask('AppendChunk', chunk(file, bytes));
    expect(kiosk.takeStamp()).toBe(90001);

    await ask('Save', saved(file, 90001));

    expect(
      count(await ask('GetFileInfo', fileSearch('<StampNo><int>90001</int></StampNo>')), 'ImageFile'),
    ).toBe(2);
    expect(await next()).toBe(90002);
  });

  it('is given to a document in the inbox that came without, or is not', async () => {
    const file = await caller.create();
    await ask('AppendChunk', chunk(file, bytes));
    await ask('Save', saved(file, 0, 'Retrieval', metadata('PageNo', '1')));
    kiosk.switches.retrievalAssignsStamp = false;
    const other = await caller.create();
    await ask('AppendChunk', chunk(other, bytes));
    await ask('Save', saved(other, 0, 'Retrieval'));

    expect(kiosk.files().map(({ stamp }) => stamp)).toEqual([90001, 0]);
    expect(kiosk.files()[0]?.metadata).toEqual([{ Key: 'PageNo', Value: '1' }]);
    const without = fileSearch().replace('<HasStampNo xsi:nil="true" />', '<HasStampNo>false</HasStampNo>');
    expect(count(await ask('GetFileInfo', without), 'ImageFile')).toBe(1);
  });
});

describe('the flags of a document', () => {
  it('follow the draft that carries its stamp, until the accountant has posted it', async () => {
    const stamp = await caller.upload();
    expect(await flagged('None')).toBe(1);

    await caller.call('account', 'SaveBundleList', bundleList({ option: 1, stamp }));
    expect([await flagged('PrepostedInJournal'), await flagged('PostedInJournal')]).toEqual([1, 0]);

    kiosk.accountantPosts(stamp);
    expect([await flagged('PrepostedInJournal'), await flagged('PostedInJournal')]).toEqual([0, 1]);
  });

  it('go when the accountant deletes the draft', async () => {
    const stamp = await caller.upload();
    await caller.call('account', 'SaveBundleList', bundleList({ option: 1, stamp }));
    kiosk.accountantDeletesDraft(stamp);

    expect(await flagged('None')).toBe(1);
  });

  it('stay away when the switch is off', async () => {
    kiosk.switches.marksPrepostedInJournal = false;
    await caller.call('account', 'SaveBundleList', bundleList({ stamp: await caller.upload() }));

    expect(await flagged('None')).toBe(1);
  });

  it('are moved by people, and searched by approval and by the last change', async () => {
    await caller.upload();
    clock.pass(60_000);
    kiosk.markFile(kiosk.files()[0]?.id ?? 0, 'Approved');
    const changed = '<AttachmentChangedAfter>2026-03-15T05:02:31</AttachmentChangedAfter>';
    const registered = changed.replaceAll('Changed', 'Registered');
    const approved = fileSearch().replace(
      '<FileApproved xsi:nil="true" />',
      '<FileApproved>true</FileApproved>',
    );

    expect(count(await ask('GetFileInfo', approved), 'ImageFile')).toBe(1);
    expect(count(await ask('GetFileInfo', fileSearch(changed)), 'ImageFile')).toBe(1);
    expect(count(await ask('GetFileInfo', fileSearch(registered)), 'ImageFile')).toBe(0);
  });
});
