import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { AccountingError } from '@accounting/port';
import { SoapServices } from './24so.soap.js';

type Answer = (response: ServerResponse) => void;

let server: Server;
let soap: SoapServices;
let answer: Answer;
let received: { path: string | undefined; headers: Record<string, unknown> }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push({ path: request.url, headers: request.headers });
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  soap = new SoapServices({ apiUrl: url, webservicesUrl: url });
});
beforeEach(() => (received = []));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const how = { cookie: 'ASP.NET_SessionId=abc', timeoutMs: 20_000, beforeWriting: () => undefined };
const NS = 'http://24sevenoffice.com/webservices/economy/accounting/';
const envelope = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
const stamp = (content: string) =>
  envelope(`<GetStampNoResponse xmlns="${NS}">${content}</GetStampNoResponse>`);

const send =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8', ...headers }).end(body);

const outcomeOf = async (given: Answer, over: Partial<typeof how> = {}) => {
  answer = given;
  return (await soap.call('GetStampNo', {}, { ...how, ...over })).outcome;
};

describe('a call', () => {
  it('goes to the vendor’s path, with the cookie and the action', async () => {
    expect(await outcomeOf(send(stamp('<GetStampNoResult>7</GetStampNoResult>')))).toEqual({
      is: 'answer',
      result: 7,
    });
    expect(received).toMatchObject([
      {
        path: '/Economy/Accounting/Accounting_V001/AttachmentService.asmx',
        headers: { cookie: 'ASP.NET_SessionId=abc', soapaction: `"${NS}GetStampNo"` },
      },
    ]);
  });

  it('reads an answer that is zipped', async () => {
    const zipped = gzipSync(stamp('<GetStampNoResult>7</GetStampNoResult>'));
    expect(await outcomeOf(send(zipped, { 'Content-Encoding': 'gzip' }))).toEqual({
      is: 'answer',
      result: 7,
    });
  });

  it.each<[string, Answer, object]>([
    ['an absent result', send(stamp('')), { is: 'answer', result: undefined }],
    [
      'HTML',
      send('<html><br></html>', { 'Content-Type': 'text/html' }, 503),
      { is: 'unreadable', why: 'HTTP 503 with text/html' },
    ],
    ['HTML that calls itself XML', send('<html><br></html>'), { is: 'unreadable' }],
    ['nothing', send(''), { is: 'unreadable', why: 'HTTP 200 without a body' }],
    ['half an answer', send(stamp('<GetStampNoResult>7').slice(0, -60)), { is: 'unreadable' }],
    ['any other XML', send('<a><b/></a>'), { is: 'unreadable', why: 'No GetStampNoResponse in the answer' }],
    [
      'another answer',
      send(envelope(`<GetSizeResponse xmlns="${NS}"><GetSizeResult>7</GetSizeResult></GetSizeResponse>`)),
      { is: 'unreadable' },
    ],
    [
      'an answer with HTTP 500',
      send(stamp('<GetStampNoResult>7</GetStampNoResult>'), {}, 500),
      { is: 'unreadable' },
    ],
    [
      'a document type',
      send(`<!DOCTYPE a [<!ENTITY b "c">]>${stamp('')}`),
      { is: 'unreadable', why: 'XML with a document type' },
    ],
    [
      'depth',
      send(stamp('<a>'.repeat(100) + '</a>'.repeat(100))),
      { is: 'unreadable', why: 'XML that is nested too deeply' },
    ],
    ['bytes that are no UTF-8', send(Buffer.from([0x3c, 0xff])), { is: 'lost' }],
    ['too much', send('x'.repeat(21 * 1024 * 1024)), { is: 'too-large' }],
    [
      'a bomb',
      send(gzipSync('x'.repeat(21 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }),
      { is: 'too-large' },
    ],
    ['a dropped connection', (response) => response.destroy(), { is: 'lost' }],
    [
      'a fault',
      send(
        envelope('<s:Fault><faultcode>s:Server</faultcode><faultstring>No</faultstring></s:Fault>'),
        {},
        500,
      ),
      { is: 'fault', code: 's:Server', text: 'No' },
    ],
  ])('tells %s from an answer', async (_what, given, expected) => {
    expect(await outcomeOf(given)).toMatchObject(expected);
  });

  it('tells silence from an answer, when its time is over', async () => {
    expect(await outcomeOf(() => undefined, { timeoutMs: 100 })).toMatchObject({ is: 'lost' });
  });

  it('reads a fault of SOAP 1.2', async () => {
    const fault = `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault>
      <s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en">No</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`;
    expect(await outcomeOf(send(fault, { 'Content-Type': 'application/soap+xml' }, 500))).toMatchObject({
      is: 'fault',
      code: 's:Receiver',
      text: 'No',
    });
  });

  it('that is held back sends nothing', async () => {
    const refusal = new AccountingError(
      { code: 'X', message: '', fix: '', who: 'DUELL', english: '' },
      'retry',
    );
    const outcome = await outcomeOf(send(''), {
      beforeWriting: () => {
        throw refusal;
      },
    });

    expect(outcome).toEqual({ is: 'unsent', cause: refusal });
    expect(received).toEqual([]);
  });

  it('that finds nobody was not sent', async () => {
    const nobody = new SoapServices({ apiUrl: 'http://127.0.0.1:1', webservicesUrl: 'http://127.0.0.1:1' });
    expect((await nobody.call('GetStampNo', {}, how)).outcome).toMatchObject({ is: 'unsent' });
  });

  it('without a result element is an answer by its wrapper alone', async () => {
    answer = send(envelope(`<SaveResponse xmlns="${NS}" />`));
    const args = { file: { Id: 1, Type: 'Png', StampNo: 0 }, location: 'Journal' } as const;
    expect((await soap.call('Save', args, how)).outcome).toEqual({ is: 'answer', result: null });

    answer = send(envelope(''));
    expect((await soap.call('Save', args, how)).outcome).toMatchObject({ is: 'unreadable' });
  });
});
