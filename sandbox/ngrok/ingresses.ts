import { ingressRefusals, requestRefusals } from "./refusals.ts";
import { wireTime } from "./reply.ts";
import type { ResourceIds } from "./resource-ids.ts";
import type { Timers } from "./timers.ts";

export interface CertificatePolicy {
  authority: string;
  private_key_type: string;
}

export interface Ingress {
  readonly id: string;
  readonly domain: string;
  readonly createdAt: Date;
  description: string;
  metadata: string;
  policy: CertificatePolicy | null;
  /** When the certificate was asked for; null without a policy. */
  orderedAt: Date | null;
  /** Since when the domain's NS records lead to ngrok. */
  delegatedAt: Date | null;
}

export interface IngressFields {
  domain: string;
  description?: string;
  metadata?: string;
  policy?: CertificatePolicy | null;
}

export interface Ingresses {
  /** `ageMs`: how long ago that was. @throws Refusal in ngrok's words. */
  create(fields: IngressFields, ageMs?: number): Ingress;
  change(ingress: Ingress, fields: Omit<IngressFields, "domain">): void;
  find(id: string): Ingress | undefined;
  all(): Ingress[];
  remove(id: string): void;
  /** The owner of the DNS creates the NS records, `agoMs` ago. @throws when there is no such ingress. */
  delegate(id: string, agoMs?: number): void;
}

const domainForm = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const ngrokDomains = /(^|\.)(ngrok\.(com|io|app|dev|pro|pizza)|ngrok-free\.(app|dev)|ngrok-agent\.com)$/i;

export function createIngresses(ids: ResourceIds, timers: Timers): Ingresses {
  const ingresses: Ingress[] = [];
  return {
    create: (fields, ageMs = 0) => {
      checkLengths(fields);
      if (!domainForm.test(fields.domain)) throw ingressRefusals.invalidDomain(fields.domain);
      if (ngrokDomains.test(fields.domain)) throw ingressRefusals.ngrokDomain(fields.domain);
      const domain = fields.domain.toLowerCase();
      if (ingresses.some((ingress) => ingress.domain === domain)) throw ingressRefusals.domainExists(domain);
      const policy = checkedPolicy(fields.policy ?? null);
      const createdAt = new Date(timers.now().getTime() - ageMs);
      const ingress: Ingress = {
        id: ids.next("agin", createdAt),
        domain,
        createdAt,
        description: fields.description ?? "",
        metadata: fields.metadata ?? "",
        policy,
        orderedAt: policy ? createdAt : null,
        delegatedAt: null,
      };
      ingresses.push(ingress);
      return ingress;
    },
    change: (ingress, fields) => {
      checkLengths(fields);
      // Whether the real API takes an explicit null as "none" or as "not given" is not known.
      const policy = fields.policy === undefined ? ingress.policy : checkedPolicy(fields.policy);
      if (JSON.stringify(policy) !== JSON.stringify(ingress.policy)) {
        ingress.policy = policy;
        ingress.orderedAt = policy ? timers.now() : null;
      }
      if (fields.description !== undefined) ingress.description = fields.description;
      if (fields.metadata !== undefined) ingress.metadata = fields.metadata;
    },
    find: (id) => ingresses.find((ingress) => ingress.id === id),
    all: () => [...ingresses],
    remove: (id) => {
      const index = ingresses.findIndex((ingress) => ingress.id === id);
      if (index >= 0) ingresses.splice(index, 1);
    },
    delegate: (id, agoMs = 0) => {
      const ingress = ingresses.find((one) => one.id === id);
      if (!ingress) throw new Error(`There is no ingress ${id}.`);
      ingress.delegatedAt ??= new Date(timers.now().getTime() - agoMs);
    },
  };
}

function checkLengths(fields: { description?: string; metadata?: string }): void {
  const description = Buffer.byteLength(fields.description ?? "");
  const metadata = Buffer.byteLength(fields.metadata ?? "");
  if (description > 255) throw ingressRefusals.descriptionTooLong(description);
  if (metadata > 4096) throw ingressRefusals.metadataTooLong(metadata);
}

function checkedPolicy(policy: CertificatePolicy | null): CertificatePolicy | null {
  if (!policy) return null;
  if (policy.authority !== "letsencrypt")
    throw requestRefusals.invalidValue("certificate_management_policy.authority");
  const keyType = policy.private_key_type || "rsa";
  if (keyType !== "rsa" && keyType !== "ecdsa") {
    throw requestRefusals.invalidValue("certificate_management_policy.private_key_type");
  }
  return { authority: policy.authority, private_key_type: keyType };
}

// How long the real service takes is not documented; these let both stages be seen.
const provisioningMs = 20_000;
const retryMs = 60 * 60_000;
const renewalMs = 60 * 24 * 60 * 60_000;

export interface CertificateStatus {
  renews_at: string | null;
  provisioning_job: {
    error_code: string | null;
    msg: string;
    started_at: string;
    retries_at: string | null;
  } | null;
}

/** Where the certificate stands at `now`: being made, held up by DNS until the domain is delegated, or issued. */
export function certificateStatus(ingress: Ingress, now: Date): CertificateStatus | null {
  if (!ingress.orderedAt) return null;
  const startedMs = Math.max(ingress.orderedAt.getTime(), ingress.delegatedAt?.getTime() ?? 0);
  const finishedMs = startedMs + provisioningMs;
  if (ingress.delegatedAt && now.getTime() >= finishedMs) {
    return { renews_at: wireTime(new Date(finishedMs + renewalMs)), provisioning_job: null };
  }
  const failed = now.getTime() >= finishedMs;
  return {
    renews_at: null,
    provisioning_job: {
      error_code: failed ? "DNS_ERROR" : null,
      msg: failed
        ? `DNS records for ${ingress.domain} are not set up: its NS records do not lead to ngrok.`
        : "Managed certificate provisioning in progress.",
      started_at: wireTime(ingress.orderedAt),
      retries_at: failed ? wireTime(nextTry(finishedMs, now)) : null,
    },
  };
}

function nextTry(finishedMs: number, now: Date): Date {
  const tries = Math.floor((now.getTime() - finishedMs) / retryMs) + 1;
  return new Date(finishedMs + tries * retryMs);
}
