import { z } from "zod";
import type { CallOptions, Http } from "./http.ts";
import { defineList, listPages } from "./paging.ts";
import { path } from "./path.ts";

const ProvisioningJob = z
  .object({
    error_code: z.string().nullish(),
    msg: z.string().nullish(),
    started_at: z.iso.datetime({ offset: true }).nullish(),
    retries_at: z.iso.datetime({ offset: true }).nullish(),
  })
  .transform((wire) => ({
    errorCode: wire.error_code ?? null,
    message: wire.msg ?? "",
    startedAt: wire.started_at ? new Date(wire.started_at) : null,
    retriesAt: wire.retries_at ? new Date(wire.retries_at) : null,
  }));

/** A domain of the account's owner under which agents may connect to ngrok. */
export const AgentIngress = z
  .object({
    id: z.string(),
    domain: z.string(),
    description: z.string().nullish(),
    metadata: z.string().nullish(),
    ns_targets: z.array(z.string()).nullish(),
    region_domains: z.array(z.string()).nullish(),
    created_at: z.iso.datetime({ offset: true }),
    certificate_management_policy: z
      .object({ authority: z.string().nullish(), private_key_type: z.string().nullish() })
      .nullish(),
    certificate_management_status: z
      .object({
        renews_at: z.iso.datetime({ offset: true }).nullish(),
        provisioning_job: ProvisioningJob.nullish(),
      })
      .nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    domain: wire.domain,
    description: wire.description ?? "",
    metadata: wire.metadata ?? "",
    nsTargets: wire.ns_targets ?? [],
    regionDomains: wire.region_domains ?? [],
    createdAt: new Date(wire.created_at),
    certificatePolicy: wire.certificate_management_policy
      ? {
          authority: wire.certificate_management_policy.authority ?? "",
          privateKeyType: wire.certificate_management_policy.private_key_type || "rsa",
        }
      : null,
    certificateStatus: wire.certificate_management_status
      ? {
          renewsAt: wire.certificate_management_status.renews_at
            ? new Date(wire.certificate_management_status.renews_at)
            : null,
          provisioningJob: wire.certificate_management_status.provisioning_job ?? null,
        }
      : null,
  }));
export type AgentIngress = z.output<typeof AgentIngress>;

const ingresses = defineList({ path: "/agent_ingresses", key: "ingresses", entry: AgentIngress });

/** `certificatePolicy: null` asks for no certificate; `privateKeyType` is `rsa` or `ecdsa`. */
export interface NewAgentIngress {
  domain: string;
  /** At most 255 bytes. */
  description: string;
  /** At most 4096 bytes. */
  metadata: string;
  certificatePolicy: { authority: "letsencrypt"; privateKeyType: "rsa" | "ecdsa" } | null;
}

export type AgentIngressChanges = Partial<Omit<NewAgentIngress, "domain">>;

/** `create` takes the domain for good; it cannot be changed afterwards. `update` sends only the fields given. */
export function createAgentIngresses(http: Http) {
  return {
    list: (options?: CallOptions) => listPages(http, ingresses, options),
    get: async (ingressId: string, options?: CallOptions) =>
      http.json(AgentIngress, { method: "GET", path: path`/agent_ingresses/${ingressId}` }, options),
    create: async (ingress: NewAgentIngress, options?: CallOptions) => {
      const { domain, certificatePolicy: policy, ...texts } = ingress;
      const body = { domain, ...wireTexts(texts), ...(policy === null ? {} : wirePolicy(policy)) };
      return http.json(AgentIngress, { method: "POST", path: "/agent_ingresses", body }, options);
    },
    update: async (ingressId: string, changes: AgentIngressChanges, options?: CallOptions) => {
      const { certificatePolicy: policy, ...texts } = changes;
      const body = { ...wireTexts(texts), ...(policy === undefined ? {} : wirePolicy(policy)) };
      const request = { method: "PATCH", path: path`/agent_ingresses/${ingressId}`, body } as const;
      return http.json(AgentIngress, request, options);
    },
    delete: async (ingressId: string, options?: CallOptions) =>
      http.command({ method: "DELETE", path: path`/agent_ingresses/${ingressId}` }, options),
  };
}

/** Field by field, since ngrok refuses a body with a field that it does not know. */
function wireTexts({ description, metadata }: Pick<AgentIngressChanges, "description" | "metadata">) {
  return { description, metadata };
}

function wirePolicy(policy: NewAgentIngress["certificatePolicy"]) {
  return {
    certificate_management_policy:
      policy === null ? null : { authority: policy.authority, private_key_type: policy.privateKeyType },
  };
}
