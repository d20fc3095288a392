import { KINDS, type Kind } from './transfer.js';
import { unusedIn } from './freeze.js';
import { reason } from './transfer-reasons.js';

describe('the texts of a transfer', () => {
  const until = new Date('2026-11-24T12:00:00Z');
  const said = (kind: Kind) => [
    reason('ANSWER_LOST', { askAt: until, kind }),
    reason('SENT_IN_VAIN', { times: 5, kind }),
    reason('DRAFT_NOT_FOUND', { kind }),
    reason('CONNECTION_CHANGED', { company: 'Kiosk AS', kind }),
    reason('TOO_EARLY_TO_TELL', { until, kind }),
    reason('VOUCHED_ABSENT', { by: 'Kari', note: 'Sett etter', kind }),
    reason('ALREADY_ON_ITS_WAY', { state: 'posted', kind }),
    reason('LEFT_AS_IT_IS', { state: 'draft', kind }),
  ];

  it.each(KINDS)('speak of a %s in its own words', (kind) => {
    const texts = said(kind).map(({ message, fix }) => `${message} ${fix}`);
    const own = { 'z-report': /bilaget/i, invoice: /ordren/i, product: /varen/i, customer: /kunden/i };
    for (const text of texts) expect(text).toMatch(own[kind]);
    if (kind !== 'z-report') expect(texts.join()).not.toMatch(/bilag|ført/i);
  });

  it('say what is left unused in words', () => {
    expect(unusedIn({ stamp: 203, fileId: 17, pages: 2 })).toEqual(['stempel 203', 'fil 17']);
    expect(unusedIn({ there: { Mat: 3 } })).toEqual(['det som er opprettet der']);
  });
});
