import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { type Config } from './config.js';

/** Starts the app and listens. Its database must be there; `close()` finishes or gives back what is in hand. */
export async function serve(config: Config, clientUrl: string): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule.forRoot(config, clientUrl), {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  (app.getHttpAdapter().getInstance() as { disable(name: string): void }).disable('x-powered-by');
  await app.listen(config.PORT, config.HOST);
  app.get(Logger).log(`${await app.getUrl()} (${config.ROLE})`, 'Listening');
  return app;
}

/** SIGTERM or SIGINT, whichever comes first. */
export function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}
