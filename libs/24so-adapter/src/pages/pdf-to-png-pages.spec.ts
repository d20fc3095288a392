import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { decodedPng } from './decoded-png.builder.js';
import { closePageRenderer, pdfToPngPages } from './pdf-to-png-pages.js';

const A4 = { width: 1652, height: 2336 };

/** Each page: a black square, half an inch wide, half an inch from the corner. */
async function aPdf(pages: number): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  for (let page = 0; page < pages; page += 1) pdf.addPage().rect(36, 36, 36, 36).fill('#000000');
  pdf.end();
  return new Uint8Array(await buffer(pdf));
}

afterAll(closePageRenderer);

describe('the pages of a PDF', () => {
  it('are one valid PNG each, A4 at 200 dots an inch', async () => {
    const pages = await pdfToPngPages(await aPdf(3));

    expect(pages.map((page) => decodedPng(page))).toMatchObject([A4, A4, A4]);
    expect(decodedPng(pages[0]!).names).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
  });

  it('show what is on the page, where it is', async () => {
    const [page] = await pdfToPngPages(await aPdf(1));
    const { rows } = decodedPng(page!);

    expect([rows[150]![150], rows[102]![102], rows[198]![198]]).toEqual([0, 0, 0]);
    expect([rows[97]![150], rows[150]![97], rows[203]![150], rows[2335]![1651]]).toEqual([3, 3, 3, 3]);
  });

  it('are the same to the byte when they are made again, at once or after another', async () => {
    const pdf = await aPdf(2);
    const [first, second] = await Promise.all([pdfToPngPages(pdf), pdfToPngPages(pdf)]);

    expect(second).toEqual(first);
    expect(await pdfToPngPages(pdf)).toEqual(first);
  });

  it('leave the PDF as it was', async () => {
    const pdf = await aPdf(1);
    const before = Uint8Array.from(pdf);
    await pdfToPngPages(pdf);

    expect(pdf).toEqual(before);
  });
});

describe('a PDF that is none', () => {
  it('is an Error, and the next one is rendered all the same', async () => {
    const [broken, sound] = await Promise.allSettled([
      pdfToPngPages(new TextEncoder().encode('%PDF-1.7 and nothing more')),
      pdfToPngPages(await aPdf(1)),
    ]);

    expect(broken).toMatchObject({
      reason: { message: expect.stringMatching(/^The PDF could not be rendered: /) },
    });
    expect(sound).toMatchObject({ status: 'fulfilled' });
  });

  it('may be empty, or cut off', async () => {
    const cut = (await aPdf(2)).subarray(0, 300);

    await expect(pdfToPngPages(new Uint8Array())).rejects.toThrow('The PDF could not be rendered');
    await expect(pdfToPngPages(cut)).rejects.toThrow('The PDF could not be rendered');
  });
});

describe('a closed renderer', () => {
  it('rejects what it was doing, and begins anew when it is asked', async () => {
    const pdf = await aPdf(1);
    const interrupted = expect(pdfToPngPages(pdf)).rejects.toThrow('The page renderer was closed');
    await closePageRenderer();
    await interrupted;

    expect(await pdfToPngPages(pdf)).toHaveLength(1);
  });

  it('may be closed again', async () => {
    await closePageRenderer();

    await expect(closePageRenderer()).resolves.toBeUndefined();
  });
});
