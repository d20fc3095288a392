import { aZReport } from '../sync-z-report/z-report.builder.js';
import { settlementFileName } from './file-name.js';
import { aSettlementInput } from './settlement-input.builder.js';

describe('the file name', () => {
  it.each([
    [{ name: 'Butikk Sentrum', number: '1' }, 'dagsoppgjor_avd1_Z001042_2026-11-23.pdf'],
    [{ name: 'Butikk Sentrum', number: null }, 'dagsoppgjor_avdButikk-Sentrum_Z001042_2026-11-23.pdf'],
    [
      { name: 'Øst/Ålesund, kjeller', number: ' ' },
      'dagsoppgjor_avdOst-Alesund-kjeller_Z001042_2026-11-23.pdf',
    ],
    [{ name: 'Lærdal', number: '../2' }, 'dagsoppgjor_avd2_Z001042_2026-11-23.pdf'],
    [{ name: 'x'.repeat(64), number: null }, `dagsoppgjor_avd${'x'.repeat(20)}_Z001042_2026-11-23.pdf`],
    [{ name: '商店', number: null }, 'dagsoppgjor_avd_Z001042_2026-11-23.pdf'],
  ])('of %j is plain ASCII', (department, fileName) => {
    const report = aZReport({ number: 1042 });

    expect(settlementFileName(aSettlementInput(report, { department }))).toBe(fileName);
  });
});
