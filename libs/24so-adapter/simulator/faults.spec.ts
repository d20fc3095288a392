import { bundleList, Caller, HandClock, type Reply, seen } from './by-hand.js';
import { type Company } from './company.js';
import { type Fault, FaultPlan, type PlannedFault } from './faults.js';
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

const MINUTE = 60_000;
const save = (over: Parameters<typeof bundleList>[0] = {}): Promise<Reply> =>
  caller.call('account', 'SaveBundleList', bundleList(over));
const plan = (fault: Fault, over: Partial<PlannedFault> = {}): void =>
  simulator.control.planFault({ operation: 'SaveBundleList', fault, ...over });

describe('each fault', () => {
  it.each<[Fault, string, number]>([
    [{ kind: 'dropAfterSaving' }, 'no answer', 1],
    [{ kind: 'dropBeforeSaving' }, 'no answer', 0],
    [{ kind: 'dropAndSaveLater', ms: MINUTE }, 'no answer', 0],
    [{ kind: 'html503Saved' }, '503 html', 1],
    [{ kind: 'html503NotSaved' }, '503 html', 0],
    [{ kind: 'expireSession' }, '500 Session is not authenticated', 0],
    [{ kind: 'notAuthenticatedInResponse' }, '200 NotAuthenticated', 0],
    [{ kind: 'duplicateData' }, '200 DuplicateData', 0],
    [{ kind: 'emptyAnswer', saved: true }, '200 empty', 1],
    [{ kind: 'emptyAnswer', saved: false }, '200 empty', 0],
    [{ kind: 'cutOff', saved: true }, 'no answer', 1],
    [{ kind: 'cutOff', saved: false }, 'no answer', 0],
    [
      { kind: 'absentResultElement', saved: true },
      '200 <SaveBundleListResponse xmlns="http://24sevenOffice.com/webservices" />',
      1,
    ],
    [
      { kind: 'absentResultElement', saved: false },
      '200 <SaveBundleListResponse xmlns="http://24sevenOffice.com/webservices" />',
      0,
    ],
    [{ kind: 'soapFault', text: 'The sky is falling' }, '500 The sky is falling', 0],
  ])('%j strikes once, and leaves the books as it says', async (fault, answer, vouchers) => {
    plan(fault);

    expect(await seen(save())).toBe(answer);
    expect(kiosk.vouchers()).toHaveLength(vouchers);
    expect(simulator.control.plannedFaults()).toEqual([]);
  });

  it('leaves half of the answer behind when it is cut off', async () => {
    plan({ kind: 'cutOff', saved: true });
    const body = bundleList();
    const response = await fetch(`${simulator.url}/Economy/Account/V004/Accountservice.asmx`, {
      method: 'POST',
      headers: {
        'Content-Type': 'text/xml',
        SOAPAction: '"http://24sevenOffice.com/webservices/SaveBundleList"',
        Cookie: `ASP.NET_SessionId=${caller.session}`,
      },
      body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><SaveBundleList xmlns="http://24sevenOffice.com/webservices">${body}</SaveBundleList></s:Body></s:Envelope>`,
    });
    const received: number[] = [];
    const whole = Number(response.headers.get('content-length'));
    const reading = (async () => {
      for await (const part of response.body!) received.push((part as Uint8Array).length);
    })();

    await expect(reading).rejects.toThrow();
    expect(received.reduce((a, b) => a + b, 0)).toBe(Math.floor(whole / 2));
  });

  it('ends the session for good when it expires it', async () => {
    plan({ kind: 'expireSession' }, { operation: 'GetEntryId' });

    expect(await caller.nextNumber()).toBe(0);
    expect(await seen(save())).toBe('500 Session is not authenticated');
  });

  it('does the work at once and answers late when it is slow', async () => {
    plan({ kind: 'slow', ms: MINUTE });
    const answer = seen(save());
    while (clock.sleepers === 0) await seen(caller.call('authenticate', 'HasSession'));

    expect(kiosk.vouchers()).toHaveLength(1);
    clock.pass(MINUTE);
    expect(await answer).toBe('200 Ok');
  });

  it('hides a refusal as well as a success', async () => {
    plan({ kind: 'dropAfterSaving' });

    expect(await seen(save({ year: 2019 }))).toBe('no answer');
    expect(simulator.control.calls('SaveBundleList')[0]?.outcome).toMatch(
      /^dropAfterSaving: refused: Exception .*YearNotFound/,
    );
  });
});

describe('which call is struck', () => {
  it('is the next, or the n-th from now', async () => {
    plan({ kind: 'html503NotSaved' }, { nth: 2 });

    expect([
      await seen(save({ number: 1 })),
      await seen(save({ number: 2 })),
      await seen(save({ number: 2 })),
    ]).toEqual(['200 Ok', '503 html', '200 Ok']);
  });

  it('can be of any operation, and is only one that would have been carried out', async () => {
    plan({ kind: 'html503NotSaved' }, { operation: '*' });
    const session = caller.session;
    caller.session = 'gone';
    expect(await seen(save())).toBe('500 Session is not authenticated');
    expect(await seen(caller.call('authenticate', 'GetIdentity'))).toBe('500 Session is not authenticated');
    caller.session = session;

    expect(await seen(caller.call('client', 'GetDepartmentList'))).toBe('503 html');
  });

  it('is drawn by chance, the same in every run of a seed', async () => {
    const struck = (seed: number): string => {
      const faults = new FaultPlan(seed, new Set(['Save']));
      faults.plan({ operation: '*', probability: 0.3, fault: { kind: 'dropBeforeSaving' } });
      return Array.from({ length: 1000 }, () => (faults.next('Save') ? 'x' : '.')).join('');
    };

    expect(struck(7)).toBe(struck(7));
    expect(struck(7)).not.toBe(struck(8));
    expect(struck(7).split('x').length - 1).toBeGreaterThan(250);
    expect(struck(7).split('x').length - 1).toBeLessThan(350);
  });

  it('goes on by chance until it is cleared', async () => {
    plan({ kind: 'html503NotSaved' }, { probability: 1 });
    expect([await seen(save()), await seen(save())]).toEqual(['503 html', '503 html']);

    simulator.control.clearFaults();
    expect(await seen(save())).toBe('200 Ok');
  });

  it('cannot be one that there is not, or of an operation that there is not', () => {
    expect(() => plan({ kind: 'explode' } as unknown as Fault)).toThrow(
      'No fault explode. There are: dropAfter',
    );
    expect(() => plan({ kind: 'cutOff', saved: true }, { operation: 'Sav' })).toThrow(
      'No operation Sav. There are:',
    );
  });

  it('cannot be one that has no way to say it', () => {
    expect(() => plan({ kind: 'duplicateData' }, { operation: 'Save' })).toThrow(
      'only be planned for SaveBundleList',
    );
  });
});
