import * as pulumi from "@pulumi/pulumi";
import * as devcenter from "pulumi-devcenter";

const config = new pulumi.Config();

// A driver that is signed already, managed elsewhere: by another program, or by hand.
const submission = devcenter.Submission.get("signed", config.require("submission"));

// The partner may download, target and publish it.
const label = new devcenter.ShippingLabel("for-fabrikam", {
  productId: submission.productId,
  submissionId: submission.submissionId,
  name: "For Fabrikam",
  destination: "anotherPartner",
  recipientSpecifications: { receiverPublisherId: config.require("partner"), enforceChidTargeting: true },
  waitFor: "published",
});

export const sharing = label.workflowStatus;
