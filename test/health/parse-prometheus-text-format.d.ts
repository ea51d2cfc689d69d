declare module "parse-prometheus-text-format" {
  interface Family {
    name: string;
    type: string;
    help: string;
    metrics: { labels?: Record<string, string>; value?: string; count?: string; sum?: string }[];
  }
  /** @throws where the text is none of Prometheus */
  function parsePrometheusTextFormat(text: string): Family[];

  export = parsePrometheusTextFormat;
}
