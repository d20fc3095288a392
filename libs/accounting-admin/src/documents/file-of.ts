import { type Readable } from 'node:stream';
import busboy from 'busboy';
import { type Request } from 'express';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { unsupported } from '../http/read-body.js';

/** A file on its way in, to be read as it comes; `done` lets go of what is left of it. */
export interface IncomingFile {
  stream: AsyncIterable<Buffer>;
  done(): void;
}

/** The request's body, or the form field `file` of a multipart body. Nothing of it is kept. */
export async function fileOf(request: Request): Promise<IncomingFile> {
  const [mediaType = ''] = (request.headers['content-type'] ?? '').split(';');
  switch (mediaType.trim().toLowerCase()) {
    case 'application/xml':
    case 'text/xml':
      return asComing(request, request);
    case 'multipart/form-data':
      return asComing(await formFile(request), request);
    default:
      throw unsupported('application/xml');
  }
}

/** A reader that stops early must not end the connection: the answer still has to go out on it. */
function asComing(file: Readable, request: Request): IncomingFile {
  return {
    stream: file.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
    done: () => {
      file.resume();
      request.resume();
    },
  };
}

function formFile(request: Request): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const missing = () =>
      reject(
        new HttpProblem(400, problemReason('REQUEST_INVALID', { first: 'file' }), {
          faults: [{ path: 'file', message: 'Is missing: a form needs a field `file` with the file' }],
        }),
      );
    try {
      const form = busboy({ headers: request.headers, limits: { files: 1, fields: 10, parts: 20 } });
      form.on('file', (name, file) => {
        if (name === 'file') resolve(file);
        else file.resume();
      });
      form.on('close', missing).on('error', missing);
      request.pipe(form);
    } catch {
      // A form without a boundary holds nothing.
      missing();
    }
  });
}
