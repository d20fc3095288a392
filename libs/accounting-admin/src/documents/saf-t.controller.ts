import { Controller, Req } from '@nestjs/common';
import { type Request } from 'express';
import { z } from 'zod';
import { type SafTError, SafTUpload, type TransferTicket } from '@accounting/sync';
import { SUPPLIERS } from '../access/roles.js';
import { DEPARTMENT } from '../http/paths.js';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';
import { fileOf } from './file-of.js';
import { notAcceptedSchema, ticketSchema } from './many.js';

const refused = notAcceptedSchema
  .extend({
    reportId: z.string().optional().describe('Left out: the file itself could not be read on'),
    register: z.string().optional(),
  })
  .meta({ id: 'SafTReportNotAccepted' });

const postSafT = route({
  method: 'POST',
  path: `${DEPARTMENT}/z-reports/saf-t`,
  tag: 'Documents in',
  summary:
    'Every Z report of a Norwegian SAF-T Cash Register file, up to 100 MB: tickets or errors, in file order',
  access: SUPPLIERS,
  status: 202,
  query: z.strictObject({ register: z.string().min(1).max(64).optional().describe('Takes one register') }),
  consumes: ['application/xml', 'text/xml', 'multipart/form-data'],
  answer: z
    .strictObject({ items: z.array(z.union([ticketSchema, refused])), nextCursor: z.null() })
    .meta({ id: 'SafTTicketList' }),
});

/** A till's own export, for shops that close their days elsewhere. */
@Controller()
export class SafTController {
  constructor(private readonly upload: SafTUpload) {}

  @Handles(postSafT)
  async safT(@Ask() { params, query }: Asked<typeof postSafT>, @Req() request: Request) {
    const { clientId, departmentId } = params;
    const file = await fileOf(request);
    const answers = await this.upload.upload({
      clientId,
      departmentId,
      register: query.register,
      stream: file.stream,
    });
    file.done();
    refuseWhatIsNoFile(answers);
    return { items: answers.map(itemOf), nextCursor: null };
  }
}

/** Nothing of it could be read: that is no list of answers, but a wrong document. */
function refuseWhatIsNoFile([first, ...others]: (TransferTicket | SafTError)[]): void {
  if (!first || 'transferId' in first || first.reportId !== undefined || others.length > 0) return;
  const { message, faults } = first.error;
  throw new HttpProblem(400, problemReason('DOCUMENT_INVALID', { first: message }), { faults });
}

function itemOf(answer: TransferTicket | SafTError) {
  if ('transferId' in answer) return answer;
  const { reportId, register, error } = answer;
  const { code, message, faults } = error;
  return {
    ...(reportId === undefined ? {} : { reportId }),
    ...(register === undefined ? {} : { register }),
    error: { code, detail: message, english: message, faults },
  };
}
