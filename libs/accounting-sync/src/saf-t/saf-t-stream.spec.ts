import { readZReports } from './read-z-reports.js';
import { type SafTRefusal } from './saf-t-refusal.js';
import { aRegister, aSafTFile, aZ, inChunks, NAMESPACE, read } from './saf-t.builder.js';

const refusalOf = async (file: string | Buffer): Promise<SafTRefusal> => {
  try {
    await read(file);
  } catch (error) {
    return error as SafTRefusal;
  }
  throw new Error('It was read');
};
const root = (content: string) => `<auditfile xmlns="${NAMESPACE}">${content}</auditfile>`;
const record = (content: string) => root(`<company><basics><basic>${content}</basic></basics></company>`);

describe('a file that is none', () => {
  it.each<[name: string, file: string | Buffer, problem: string]>([
    ['nothing', '', 'must contain a root element'],
    ['no XML', '{"number": 1}', 'text data outside of root node'],
    ['a DOCTYPE', `<!DOCTYPE auditfile>${root('')}`, 'DOCTYPE'],
    [
      'a bomb of entities',
      `<!DOCTYPE auditfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${root('<header>&b;</header>')}`,
      'DOCTYPE',
    ],
    [
      'an entity on the disk',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>${root('&x;')}`,
      'DOCTYPE',
    ],
    ['an entity that nobody declared', record('<basicDesc>&ouml;</basicDesc>'), 'undefined entity'],
    [
      'a DOCTYPE without an end',
      `<!DOCTYPE auditfile [${'<!ENTITY a "b">'.repeat(10_000)}`,
      'text of more than 65536',
    ],
    ['another namespace', aSafTFile([]).replace(NAMESPACE, 'urn:x'), 'begins with {urn:x}auditfile'],
    ['no namespace', '<auditfile/>', 'begins with {}auditfile'],
    ['another root', `<audit xmlns="${NAMESPACE}"/>`, `begins with {${NAMESPACE}}audit`],
    [
      'an element of another schema',
      root('<header xmlns="urn:x"/>'),
      'element of another schema: {urn:x}header',
    ],
    ['a prefix that nobody bound', root('<x:header/>'), 'unbound namespace prefix'],
    ['nesting without end', root('<a>'.repeat(100_000)), 'more than 20 levels deep'],
    ['nesting in a record', record('<a>'.repeat(100)), 'more than 20 levels deep'],
    ['a text without end', record(`<basicDesc>${'x'.repeat(200_000)}`), 'text of more than 65536'],
    [
      'a text in many parts',
      record(`<basicDesc>${'xxxxxxxxxx<!-- -->'.repeat(20_000)}`),
      'text of more than 65536',
    ],
    ['a text in CDATA', record(`<basicDesc><![CDATA[${'x'.repeat(200_000)}`), 'text of more than 65536'],
    ['a huge attribute', root(`<header a="${'x'.repeat(200_000)}"/>`), 'text of more than 65536'],
    ['more attributes than fit', root(`<header ${'a="" '.repeat(20_000)}/>`), 'text of more than 65536'],
    ['a huge name', root(`<${'x'.repeat(200_000)}/>`), 'text of more than 65536'],
    ['a huge comment', root(`<!--${'x'.repeat(200_000)}-->`), 'text of more than 65536'],
    ['a huge instruction', root(`<?x ${'x'.repeat(200_000)}?>`), 'text of more than 65536'],
    ['a record of too many elements', record('<a/>'.repeat(100_001)), 'more than 100000 elements'],
    ['NUL', record('<basicDesc>a\0b</basicDesc>'), 'disallowed character'],
    ['an escaped NUL', record('<basicDesc>&#0;</basicDesc>'), 'malformed character entity'],
    [
      'a control character of XML 1.1',
      `<?xml version="1.1"?>${record('<basicDesc>&#1;</basicDesc>')}`,
      'malformed character entity',
    ],
    ['truncated in a tag', aSafTFile([aRegister()]).slice(0, -20), 'Is not well-formed'],
    ['truncated in a text', '<auditfile xmlns="', 'Is not well-formed'],
    ['tags that cross', root('<header><a></header></a>'), 'Is not well-formed'],
    ['two roots', root('') + root(''), 'documents may contain only one root'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${root('')}`, 'utf16le'), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from(root(''), 'utf16le'), 'UTF-16'],
    [
      'an encoding we do not know',
      `<?xml version="1.0" encoding="EBCDIC-CP-DK"?>${root('')}`,
      'Is declared as EBCDIC-CP-DK',
    ],
    ['bytes that are no UTF-8', Buffer.from(record('<basicDesc>\u00f8</basicDesc>'), 'latin1'), 'not utf-8'],
    ['half a character at the end', Buffer.concat([Buffer.from(root('')), Buffer.from([0xc3])]), 'not utf-8'],
  ])('%s: is refused', async (_, file, problem) => {
    const refusal = await refusalOf(file);
    expect(refusal).toMatchObject({ name: 'SafTRefusal', problem: expect.stringContaining(problem) });
    expect(refusal.line).toBeGreaterThanOrEqual(1);
  });

  it('says the line and the column', async () => {
    const refusal = await refusalOf(root('\n\n  <header></company>'));
    expect(refusal).toMatchObject({ line: 3, column: 21 });
    expect(refusal.message).toMatch(/^Line 3, column 21: Is not well-formed: /);
  });

  it('shows no more of a long name than a person reads', async () => {
    const refusal = await refusalOf(`<auditfile xmlns="urn:${'x'.repeat(50_000)}"/>`);
    expect(refusal.message.length).toBeLessThan(250);
  });

  it('is not read to its end once it is refused', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked++;
        yield await Promise.resolve('<a>');
      }
    }
    await expect(readZReports(endless()).next()).rejects.toMatchObject({ name: 'SafTRefusal' });
    expect(asked).toBe(1);
  });

  it('is refused when it is larger than 100 MB, not before', async () => {
    const filler = Buffer.from(`<!--${'x'.repeat(32_761)}-->`.repeat(32));
    let sent = 0;
    async function* large() {
      yield Buffer.from(`<auditfile xmlns="${NAMESPACE}">`);
      for (; sent < 200; sent++) yield await Promise.resolve(filler);
    }
    await expect(readZReports(large()).next()).rejects.toMatchObject({
      problem: expect.stringContaining('100 MB'),
    });
    expect(sent).toBe(99);
  });

  it('is refused when it would fill the memory with codes', async () => {
    const articles = '<article/>'.repeat(400_001);
    const file = root(`<company><articles>${articles}</articles></company>`);
    const reading = readZReports(inChunks(file, 65_536)).next();
    await expect(reading).rejects.toMatchObject({
      problem: expect.stringContaining('more than 400000 receipts, lines and codes'),
    });
  });
});

describe('the encoding', () => {
  const file = aSafTFile([aRegister({ id: 'Kjøkken æ€', events: [aZ()] })]);
  const latin = file.replace('UTF-8', 'ISO-8859-1').replace('€', '');

  it.each([
    ['UTF-8', Buffer.from(file), 'Kjøkken æ€'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${file}`), 'Kjøkken æ€'],
    [
      'UTF-8 with a mark, declared as something else',
      Buffer.from(`\ufeff${file.replace('UTF-8', 'ISO-8859-1')}`),
      'Kjøkken æ€',
    ],
    ['UTF-8 without a declaration', Buffer.from(file.replace(/^<\?xml.*\?>/, '')), 'Kjøkken æ€'],
    ['ISO-8859-1', Buffer.from(latin, 'latin1'), 'Kjøkken æ'],
  ])('%s is read', async (_, bytes, register) => {
    for (const size of [1, 3, 4096]) {
      for await (const report of readZReports(inChunks(bytes, size))) expect(report.register).toBe(register);
    }
    expect(await read(bytes)).toMatchObject([{ register }]);
  });
});
