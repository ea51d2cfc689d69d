import { type ApiRequest, checkFields, type Route, textField } from "./api-request.ts";
import {
  type CertificatePolicy,
  certificateStatus,
  type Ingress,
  type Ingresses,
  type IngressFields,
} from "./ingresses.ts";
import { page, pageQuery } from "./paging.ts";
import { requestRefusals } from "./refusals.ts";
import { wireTime } from "./reply.ts";
import type { Timers } from "./timers.ts";

const path = "/agent_ingresses";
const prefix = "agin_";
const changeable = ["description", "metadata", "certificate_management_policy"];

export function createIngressRoutes(ingresses: Ingresses, timers: Timers): Route[] {
  const found = (id: string) => {
    const ingress = ingresses.find(id);
    if (!ingress) throw requestRefusals.notFound();
    return ingress;
  };
  const wire = (ingress: Ingress) => wireIngress(ingress, timers.now());
  const item = { path: `${path}/:id`, prefix, query: [] };

  return [
    {
      method: "GET",
      path,
      prefix,
      query: pageQuery,
      handle: (request) =>
        page(request, {
          key: "ingresses",
          path,
          prefix,
          items: ingresses.all().map((ingress) => ({ id: ingress.id, wire: wire(ingress) })),
        }),
    },
    { method: "GET", ...item, handle: ({ id }) => ({ status: 200, body: wire(found(id)) }) },
    {
      method: "POST",
      path,
      prefix,
      query: [],
      fields: ["domain", ...changeable],
      handle: ({ body, call }) => {
        const ingress = ingresses.create({ domain: textField(body, "domain") ?? "", ...fieldsOf(body) });
        call.effect = "ingress-created";
        return { status: 201, body: wire(ingress) };
      },
    },
    {
      method: "PATCH",
      ...item,
      fields: ["id", ...changeable],
      handle: ({ id, body, call }) => {
        const ingress = found(id);
        ingresses.change(ingress, fieldsOf(body));
        call.effect = "ingress-changed";
        return { status: 200, body: wire(ingress) };
      },
    },
    {
      method: "DELETE",
      ...item,
      handle: ({ id, call }) => {
        ingresses.remove(found(id).id);
        call.effect = "ingress-deleted";
        return { status: 204 };
      },
    },
  ];
}

function fieldsOf(body: ApiRequest["body"]): Omit<IngressFields, "domain"> {
  const description = textField(body, "description");
  const metadata = textField(body, "metadata");
  const policy = policyOf(body.certificate_management_policy);
  return {
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(policy === undefined ? {} : { policy }),
  };
}

function policyOf(value: unknown): CertificatePolicy | null | undefined {
  if (value === undefined || value === null) return value;
  const policy = checkFields(value, ["authority", "private_key_type"], "certificate_management_policy.");
  return {
    authority: textField(policy, "authority") ?? "",
    private_key_type: textField(policy, "private_key_type") ?? "",
  };
}

function wireIngress(ingress: Ingress, now: Date): object {
  return {
    certificate_management_policy: ingress.policy,
    certificate_management_status: certificateStatus(ingress, now),
    created_at: wireTime(ingress.createdAt),
    ...(ingress.description ? { description: ingress.description } : {}),
    domain: ingress.domain,
    id: ingress.id,
    ...(ingress.metadata ? { metadata: ingress.metadata } : {}),
    ns_targets: [1, 2, 3, 4].map((index) => `ns-${index}.ngrok-dns.example.`),
    region_domains: ["us", "eu", "ap"].map((region) => `tunnel.${region}.${ingress.domain}`),
    // Relative here, unlike everywhere else in the API.
    uri: `${path}/${ingress.id}`,
  };
}
