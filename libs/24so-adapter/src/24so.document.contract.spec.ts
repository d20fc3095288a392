import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { atWork, delivery, failureOf } from '../simulator/24so.bench.js';
import { closePageRenderer } from './pages/pdf-to-png-pages.js';

const at = atWork();

afterAll(closePageRenderer);

async function aPdf(pages: number): Promise<Uint8Array> {
  const pdf = new PDFDocument({ autoFirstPage: false });
  for (let page = 1; page <= pages; page++) pdf.addPage().text(`Side ${page}`);
  pdf.end();
  return new Uint8Array(await buffer(pdf));
}

describe('the document', () => {
  it('goes as pictures where PDF is not taken, and that is remembered for the company', async () => {
    at.bench.company.switches.acceptsPdf = false;

    await at.open().deliver(delivery(), at.journalOf());
    await at.open().deliver(delivery({}, 2), at.journalOf());

    expect(at.bench.simulator.control.calls('Create').map(({ outcome }) => outcome)).toEqual([
      expect.stringContaining('Pdf is not supported'),
      'answered',
      'answered',
    ]);
    expect(at.bench.company.files().map(({ type }) => type)).toEqual(['Png', 'Png']);
  });

  it('has one file a page with one stamp, told apart by PageNo, also when the answer to the second was lost', async () => {
    at.bench.company.switches.acceptsPdf = false;
    const document = { ...delivery().document, bytes: await aPdf(2) };
    const journal = at.journalOf({
      beforeSend: (step) => (step === 'save-page-2' ? at.bench.loseNextAnswer({ saved: true }) : undefined),
    });

    expect(await failureOf(at.open().deliver(delivery({ document }), journal))).toMatchObject({
      next: 'look-up-first',
    });
    await at.deliverToTheEnd(delivery({ document }), journal);

    expect(at.bench.company.files().map(({ stamp, metadata }) => [stamp, metadata])).toEqual([
      [90001, [{ Key: 'PageNo', Value: '1' }]],
      [90001, [{ Key: 'PageNo', Value: '2' }]],
    ]);
    expect(at.ours(delivery())).toHaveLength(1);
  });

  it('is uploaded again when it waited for proof and is gone meanwhile', async () => {
    let armed = true;
    const journal = at.journalOf({
      beforeSend: () => {
        if (!armed) return;
        armed = false;
        return at.bench.loseNextAnswer({ saved: false });
      },
    });
    await failureOf(at.open().deliver(delivery(), journal));
    at.plan('GetSize', { kind: 'soapFault', text: 'The file 512345 does not exist' });

    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });
    expect(journal.notes).toMatchObject([{ code: 'UPLOAD_GONE' }]);
    expect(at.bench.company.files()).toHaveLength(1);
  });

  it('goes as pictures from the next try when PDF is refused only at the end', async () => {
    at.plan('Save', { kind: 'soapFault', text: 'The file cannot be converted' });

    expect(await failureOf(at.open().deliver(delivery(), at.journalOf()))).toMatchObject({
      code: 'PDF_NOT_TAKEN',
      next: 'retry',
    });
    await at.open().deliver(delivery(), at.journalOf());
    expect(at.bench.company.files().map(({ type }) => type)).toEqual(['Png']);
  });

  it('that was saved by the first try, after both looks, is not refused at the second', async () => {
    const { clock } = at.bench.tools;
    let saves = 0;
    const journal = at.journalOf({
      beforeSend: async (step) => {
        if (step !== 'save-page-1') return;
        saves += 1;
        // Looked for after 325 and 385 seconds; the second try goes at 395.
        if (saves === 1) await at.bench.loseNextAnswer({ saved: true, savedLater: 390_000 });
        else await clock.advance(10_000);
      },
    });

    expect(await failureOf(at.open().deliver(delivery(), journal))).toMatchObject({ next: 'look-up-first' });
    expect(await at.deliverToTheEnd(delivery(), journal)).toMatchObject({ state: 'posted' });

    expect(saves).toBe(2);
    expect(at.bench.company.files()).toHaveLength(1);
  });

  it('is looked at when it has arrived: what is damaged is never saved', async () => {
    at.plan('AppendChunk', { kind: 'absentResultElement', saved: false });

    const failure = await failureOf(at.open().deliver(delivery(), at.journalOf()));
    expect(failure).toMatchObject({ code: 'UPLOAD_DAMAGED', next: 'retry' });
    expect(at.bench.company.files()).toEqual([]);
  });

  it('that cannot be drawn is a matter for DUELL', async () => {
    at.bench.company.switches.acceptsPdf = false;
    const document = { ...delivery().document, bytes: new TextEncoder().encode('no PDF') };

    const failure = await failureOf(at.open().deliver(delivery({ document }), at.journalOf()));
    expect(failure).toMatchObject({ code: 'DOCUMENT_NOT_DRAWN', next: 'ask-a-human' });
  });

  it('keeps the voucher back when neither form is taken', async () => {
    at.bench.company.switches.acceptsPdf = false;
    at.bench.company.switches.refusesImages = true;

    const failure = await failureOf(at.open().deliver(delivery(), at.journalOf()));

    expect(failure).toMatchObject({ code: 'ATTACHMENT_REFUSED', next: 'ask-a-human' });
    expect(at.ours(delivery())).toEqual([]);
    expect(at.bench.company.files()).toEqual([]);
  });

  it('goes in chunks that fit in a request', async () => {
    at.bench.simulator.control.limits.maxRequestKb = 12;
    const bytes = new Uint8Array(20_000).fill(7);

    await at.open().deliver(delivery({ document: { ...delivery().document, bytes } }), at.journalOf());

    expect(at.calls('AppendChunk')).toBeGreaterThan(5);
    expect(Buffer.from(bytes).equals(at.bench.company.files()[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
  });

  it('takes another stamp when a person took the one in mind, and says so', async () => {
    let taken = false;
    const journal = at.journalOf({
      beforeSend: (step) => {
        if (step !== 'save-page-1' || taken) return;
        taken = true;
        at.bench.company.takeStamp();
      },
    });

    const receipt = await at.open().deliver(delivery(), journal);

    expect(receipt.reference.stampNo).toBe('90002');
    expect(journal.notes).toMatchObject([{ code: 'STAMP_SHARED' }]);
    const [voucher] = at.ours(delivery());
    expect(new Set(voucher?.lines.map(({ stamp }) => stamp))).toEqual(new Set([90002]));
  });

  it('does not go on for ever when every stamp is taken', async () => {
    const journal = at.journalOf({
      beforeSend: (step) => {
        if (step === 'save-page-1') at.bench.company.takeStamp();
      },
    });

    expect(await failureOf(at.open().deliver(delivery(), journal))).toMatchObject({
      code: 'STAMP_SHARED',
      next: 'retry',
    });
    expect(at.ours(delivery())).toEqual([]);
  });

  it('may be left out of a draft when a person says so: no stamp, and looked up by its marker alone', async () => {
    const draft = { ...delivery({ mode: 'draft' }), document: null };
    const { voucher } = draft;

    const receipt = await at.open().deliver(draft, at.journalOf());

    expect(receipt).toEqual({
      state: 'draft',
      reference: expect.not.objectContaining({ stampNo: expect.anything() }),
    });
    expect(at.bench.company.files()).toEqual([]);
    const { reference } = receipt;
    expect(await at.open().lookUpDrafts([{ voucher, reference }])).toEqual([{ is: 'draft' }]);
    at.bench.company.accountantPosts(voucher.marker);
    expect(await at.open().lookUpDrafts([{ voucher, reference }])).toMatchObject([{ is: 'posted' }]);
  });
});
