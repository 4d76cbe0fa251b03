/* SPDX-License-Identifier: Apache-2.0 */
/* Oxigraph asks for Web Crypto, which Debian 12's Node 18 has, but not under its global name. To be imported before it. */
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
