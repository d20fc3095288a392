import {
  bundleList,
  Caller,
  credential,
  entry,
  envelope,
  HandClock,
  inside,
  type Reply,
  type Twist,
} from './by-hand.js';
import { type Simulator, startSimulator } from './simulator.js';

const KIOSK = '887766554433221';

let simulator: Simulator;
let caller: Caller;

beforeEach(async () => {
  simulator = await startSimulator({ clock: new HandClock() });
  caller = new Caller(simulator.url);
});

afterEach(() => simulator.stop());

const faultOf = (reply: Reply): string => `${reply.status} ${inside(reply.text, 'faultstring')}`;

describe('a request must be what it says', () => {
  beforeEach(() => caller.login());

  it('finds a service whatever the case of its path', async () => {
    const path = '/ECONOMY/account/v004/ACCOUNTSERVICE.ASMX';

    expect((await caller.call('account', 'GetTypeList', '', { path })).status).toBe(200);
  });

  it.each<[string, Twist]>([
    ['an action without quotes', { action: 'http://24sevenOffice.com/webservices/GetTypeList' }],
    ['an action with two slashes', { action: '"http://24sevenOffice.com/webservices//GetTypeList"' }],
    ['the other namespace’s spelling', { namespace: 'http://24sevenoffice.com/webservices' }],
    ['another operation’s action', { action: '"http://24sevenOffice.com/webservices/GetAccountList"' }],
    ['another service’s path', { path: '/Client/V001/ClientService.asmx' }],
    ['a body in no namespace', { envelope: (body) => envelope(body.replace(/ xmlns="[^"]*"/, '')) }],
  ])('refuses %s', async (_what, twist) => {
    const reply = await caller.call('account', 'GetTypeList', '', twist);

    expect(faultOf(reply)).toMatch(/^500 Server did not recognize the value of HTTP Header SOAPAction: /);
    expect(inside(reply.text, 'faultcode')).toBe('soap:Client');
  });

  it('answers an unknown path, a GET and SOAP 1.2 with a page, not with SOAP', async () => {
    const lost = await caller.call('account', 'GetTypeList', '', { path: '/Economy/Account/V003/x.asmx' });
    const got = await fetch(`${simulator.url}/Client/V001/ClientService.asmx`);
    const twelve = await caller.call('account', 'GetTypeList', '', { contentType: 'application/soap+xml' });

    expect([lost.status, got.status, twelve.status]).toEqual([404, 405, 415]);
    expect(lost.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('resolves no entities and takes no document type', async () => {
    const bomb = (body: string): string =>
      envelope(body).replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>');

    const reply = await caller.call('account', 'GetTypeList', '', { envelope: bomb });

    expect(faultOf(reply)).toContain('DTD is prohibited');
  });
});

describe('a request follows the schema to the letter', () => {
  beforeEach(() => caller.login());

  const balanced = entry({ amount: '1.00' }) + entry({ amount: '-1.00' });

  it.each([
    [
      'an unknown element',
      (xml: string) => xml.replace(/TaxNo>/g, 'TaxCode>'),
      "'TaxCode' is unknown in 'Entry'",
    ],
    [
      'a misspelt one',
      (xml: string) => xml.replace(/Comment>/g, 'comment>'),
      "'comment' is unknown in 'Entry'",
    ],
    [
      'the wrong order',
      (xml: string) => xml.replace(/(<Amount>.*?<\/Amount>)(.*?)(<TaxNo>.*?<\/TaxNo>)/, '$3$2$1'),
      "'Amount' is out of order in 'Entry'",
    ],
    [
      'a required element in the wrong place',
      (xml: string) => xml.replace(/(<TransactionNo>.*?<\/TransactionNo>)(.*?)(<Sort>)/, '$2$1$3'),
      "'TransactionNo' is out of order in 'Voucher'",
    ],
    ['a missing one', (xml: string) => xml.replace(/<Sort>9<\/Sort>/, ''), "'Sort' is missing in 'Voucher'"],
    [
      'one twice',
      (xml: string) => xml.replace(/(<AccountNo>.*?<\/AccountNo>)/, '$1$1'),
      "'AccountNo' is repeated in 'Entry'",
    ],
    [
      'an empty number',
      (xml: string) => xml.replace('<AccountNo>1920', '<AccountNo>'),
      'not in a correct format',
    ],
    ['a blank around a number', (xml: string) => xml.replace('>1920<', '> 1920<'), 'not in a correct format'],
    [
      'a number too large',
      (xml: string) => xml.replace('>1920<', '>2147483648<'),
      'too large or too small for an Int32',
    ],
    [
      'a byte too large',
      (xml: string) => xml.replace('<SaveOption>0', '<SaveOption>256'),
      'for an unsigned byte',
    ],
    ['an exponent', (xml: string) => xml.replace('>1.00<', '>1e2<'), 'not in a correct format'],
    ['a decimal comma', (xml: string) => xml.replace('>1.00<', '>1,00<'), 'not in a correct format'],
    [
      'a thousands separator',
      (xml: string) => xml.replace('>1.00<', '>1 000.00<'),
      'not in a correct format',
    ],
    [
      'a date alone',
      (xml: string) => xml.replace('2026-03-14T00:00:00', '2026-03-14'),
      'not a valid AllXsd value',
    ],
    [
      'a day that is not',
      (xml: string) => xml.replace('2026-03-14T', '2026-02-29T'),
      'not a valid AllXsd value',
    ],
    [
      'nil where none may be',
      (xml: string) => xml.replace('<AccountNo>1920</AccountNo>', '<AccountNo xsi:nil="true" />'),
      "'AccountNo' is not nillable",
    ],
    [
      'text between elements',
      (xml: string) => xml.replace('<Entry>', '<Entry>?'),
      "Text is not allowed in 'Entry'",
    ],
    ['an attribute', (xml: string) => xml.replace('<Entry>', '<Entry id="1">'), "Attribute 'id' is unknown"],
    [
      'an element in another namespace',
      (xml: string) => xml.replace('<Entry>', '<Entry xmlns="urn:x">'),
      "in the namespace 'urn:x'",
    ],
    [
      'a list of the wrong thing',
      (xml: string) => xml.replace(/Voucher>/g, 'string>'),
      "'string' is unknown in 'Vouchers'",
    ],
    ['broken XML', (xml: string) => xml.replace('</Entries>', ''), 'There is an error in XML document'],
  ])('refuses %s', async (_what, spoil, reason) => {
    const proper = bundleList({ entries: balanced });
    const reply = await caller.call('account', 'SaveBundleList', spoil(proper));

    expect(spoil(proper)).not.toBe(proper);
    expect(faultOf(reply)).toMatch(
      /^500 Server was unable to read request\. ---&gt; There is an error in XML document \(\d+, \d+\)\./,
    );
    expect(faultOf(reply).replaceAll('&apos;', "'")).toContain(reason);
    expect(inside(reply.text, 'faultcode')).toBe('soap:Client');
    expect(simulator.control.company(KIOSK).vouchers()).toEqual([]);
  });

  it('refuses a value outside an enumeration, a bad guid and bad base64', async () => {
    const image = await caller.call('attachment', 'Create', '<type>Jpg</type>');
    const guid = await caller.call('authenticate', 'Login', credential().replace('1111-2222', '11112222'));
    const file = '<file><Id>1</Id><Type>Png</Type><StampNo>0</StampNo></file>';
    const base64 = await caller.call(
      'attachment',
      'AppendChunk',
      `${file}<buffer>abc</buffer><offset>0</offset>`,
    );

    expect(faultOf(image)).toContain("Instance validation error: 'Jpg' is not a valid value for ImageType.");
    expect(faultOf(guid)).toContain('Guid should contain 32 digits with 4 dashes');
    expect(faultOf(base64)).toContain('Base-64');
  });

  it('takes what is optional as absent, and nil where the schema has it', async () => {
    const empty = await caller.call('account', 'SaveBundleList');

    expect(inside(empty.text, 'Description')).toContain('There is no bundle to save');
  });
});
