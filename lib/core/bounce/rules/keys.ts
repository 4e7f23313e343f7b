import type { Category } from "@/lib/core/events";

/** The reason keys of one receiver, as its own pages or long use explain them. */
export interface KeyTable {
  receiver: string;
  /** What stands before each key: `AUP#I-` of `AUP#I-1310`. One of them. */
  before?: string[];
  /** The keys stand in links too; elsewhere links are not read. */
  inLinks?: boolean;
  /** Keys by category, parted by spaces: `%` is one digit, `~` any number of digits, none included. */
  keys: Partial<Record<Category, string>>;
}

/** Receivers' own keys for a reason. They are read before prose, which often names other things as well. */
export const KEYS: KeyTable[] = [
  {
    receiver: "gmail",
    before: ["p="],
    inLinks: true,
    keys: {
      "invalid-recipient": "NoSuchUser",
      "mailbox-disabled": "DisabledUser InactiveUser",
      "mailbox-full": "OverQuotaTemp OverQuotaPerm",
      "message-too-large": "MaxSizeError",
      "rate-limited":
        "ReceivingRate ReceivingRatePerm TooManyRecipientsError SendingLimitError DailySendingLimit",
      spam: "UnsolicitedMessageError",
      blocklist: "UnsolicitedIPError UnsolicitedRateLimitError",
      "authentication-failure":
        "DmarcRejection dmarc-alignment IPv6AuthError UnauthenticatedEmail WantAuthError BadCredentials InvalidSecondFactor",
      content: "RfcMessageNonCompliant",
      network: "MailLoop",
      tls: "TlsRequiredError",
    },
  },
  {
    receiver: "yahoo",
    keys: {
      blocklist: "TS0% TSS%% IPTS0% BL2% VS1-IP VS1-MF",
      greylist: "GL01",
      policy: "PH01",
      "rate-limited": "CON1 CON3",
      "authentication-failure": "AU01",
    },
  },
  {
    receiver: "aol",
    keys: {
      blocklist: "RTR:BB RTR:BL RTR:DU RTR:SC RTR:GE CON:B1 RLY:BL RLY:B2 RLY:B3",
      spam: "HVU:B1 HVU:B2 RLY:CH RTR:CH",
      "rate-limited": "DYN:T1 DYN:T2 RLY:B1",
      "authentication-failure": "RTR:RD",
      "sender-rejected": "RLY:SN RLY:IR",
      content: "RLY:BD",
    },
  },
  {
    receiver: "microsoft",
    keys: {
      blocklist:
        "S3140 S3150 S775 SC-001 SC-002 SC-003 SC-004 OU-001 OU-002 DY-001 DY-002 AS1601260% AS1601261%",
      "rate-limited": "RP-001 RP-002 RP-003 AS780090",
      "sender-rejected": "AS(42004)",
      "invalid-recipient": "S2017062302",
      "system-error": "SuspiciousRemoteServerError",
    },
  },
  {
    receiver: "comcast",
    inLinks: true,
    keys: {
      blocklist: "BL00%%%% ES0000%%",
      "rate-limited": "RL00%%%%",
      "authentication-failure": "PT00%%%% PT01% DM00%%%% SP00%%%%",
    },
  },
  {
    receiver: "cox",
    before: ["AUP#", "AUP#:"],
    keys: {
      blocklist: "CXBL CDRBL IPBL~",
      spam: "URLBL~ CXMJ",
      "rate-limited": "CXCNCT CXMXRT CXTHRT",
      "authentication-failure": "CXDNS CXSNDR",
      protocol: "CXSMTP",
    },
  },
  {
    receiver: "spectrum",
    before: ["AUP#", "AUP#I-", "AUP#In-", "AUP#O-", "AUP#Out-"],
    keys: {
      blocklist: "100% 101% 102% 103% 104% 105% 106% 107% 108% 120% 121% 122% 123% 124% 125%",
      "system-error": "109%",
      "authentication-failure": "110% 111% 112% 113% 114% 115%",
      policy: "116% 117% 118% 119% 126%",
      "rate-limited": "13%% 14%% 154% 158% 159%",
      "sender-rejected": "150% 152%",
      "message-too-large": "153%",
      spam: "155% 157%",
    },
  },
  {
    receiver: "godaddy",
    keys: {
      blocklist: "IB103 IB104 IB105 IB106 IB110 IB111 IB112 IB113",
      "rate-limited": "IB007 IB101 IB504 IB510 IB605 IB607",
      "authentication-failure": "IB108 IB508",
      "sender-rejected": "IB506",
      content: "IB501 IB502",
      policy: "IB401",
      spam: "IB212",
      virus: "IB705",
    },
  },
  {
    receiver: "orange",
    before: ["OFR~_", "OFR~-", "LPN~_", "LPN~-", "LPNAAA_", "OUK~_", "WAN~_"],
    keys: {
      blocklist: "101 102 103 108 510 999",
      "rate-limited": "104 109 201",
      "authentication-failure": "401 517 305",
      policy: "402 630",
      "sender-rejected": "403 405 415 421",
      "invalid-recipient": "416",
      "mailbox-full": "417",
      "mailbox-disabled": "420 426",
      "system-error": "505",
      spam: "506 513",
      "message-too-large": "514",
    },
  },
  {
    receiver: "netease",
    keys: {
      "rate-limited":
        "HL:ICC HL:IFC HL:MEP MI:CEL MI:DMC MI:CCL MI:STC RP:DRC RP:CCL RP:CEL RP:RCL RP:QRC RP:TRC",
      blocklist: "HL:REP HL:IPB DT:RBL WM:BLI WM:BLU MI:IPB",
      spam: "DT:SPM MI:SPM",
      "authentication-failure": "DT:SUM MI:SPF",
      policy: "MI:SPB",
      protocol: "MI:NHD",
      content: "MI:IMF",
    },
  },
  {
    receiver: "facebook",
    keys: {
      "invalid-recipient": "RCP-P1 INT-P1 INT-P3 INT-P4",
      "mailbox-full": "INT-P7",
      "message-too-large": "MSG-P1 INT-P2",
      blocklist: "POL-P1 POL-P2 POL-P3 POL-P4 POL-T1 POL-T2 POL-T3",
      virus: "POL-P5",
      spam: "POL-P6",
      "authentication-failure": "POL-P7 DNS-P3 DNS-T2",
      "sender-rejected": "DNS-P1 DNS-P2 DNS-T1",
      policy: "RCP-P2 RCP-P3 MSG-P2",
      content: "MSG-P3",
      "rate-limited": "CON-T1 CON-T2 CON-T3 CON-T4",
      "system-error": "RCP-T1 INT-T~",
    },
  },
  {
    receiver: "libero",
    keys: { blocklist: "LIB_10%", spam: "LIB_6%%" },
  },
];
