import { randomUUID } from "node:crypto";

/** Runs work as one span and tells its trace id (32 hexadecimal digits), which the logs carry. */
export type Trace = <T>(name: string, work: (traceId: string) => Promise<T>) => Promise<T>;

/** `stop` sends what is left. */
export type Tracing = { readonly trace: Trace; readonly stop: () => Promise<void> };

/** Without an address spans have an id and are sent nowhere. The OpenTelemetry SDK is loaded only with one. */
export async function createTracing(url: string | null, service: string): Promise<Tracing> {
  if (url === null) {
    return {
      trace: (_name, work) => work(randomUUID().replaceAll("-", "")),
      stop: async () => undefined,
    };
  }
  const { BatchSpanProcessor, TracerProvider } = await import("@opentelemetry/sdk-trace");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { SpanStatusCode } = await import("@opentelemetry/api");
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  });
  const tracer = provider.getTracer(service);
  const trace: Trace = async (name, work) => {
    const span = tracer.startSpan(name);
    try {
      return await work(span.spanContext().traceId);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };
  return { trace, stop: () => provider.shutdown() };
}
