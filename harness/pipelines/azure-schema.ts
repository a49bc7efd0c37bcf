// The part of Azure Pipelines' YAML that the example uses, strictly, by https://learn.microsoft.com/azure/devops/pipelines/yaml-schema.
// Microsoft's own schema of all of it is in no package of npm.

const text = { type: "string", minLength: 1 } as const;
const flag = { type: "boolean" } as const;
const wholeMinutes = { type: "integer", minimum: 1 } as const;
const variables = {
  type: "object",
  additionalProperties: { type: ["string", "number", "boolean"] },
} as const;

function object(required: readonly string[], properties: Readonly<Record<string, object>>): object {
  return { type: "object", required, properties, additionalProperties: false };
}

const branches = object([], {
  include: { type: "array", items: text, minItems: 1 },
  exclude: { type: "array", items: text },
});
const common = {
  displayName: text,
  condition: text,
  enabled: flag,
  env: variables,
  continueOnError: flag,
  timeoutInMinutes: wholeMinutes,
};

const azureCli = object(["azureSubscription", "scriptType", "scriptLocation"], {
  azureSubscription: text,
  scriptType: { enum: ["bash", "pscore", "ps", "batch"] },
  scriptLocation: { enum: ["inlineScript", "scriptPath"] },
  inlineScript: text,
  scriptPath: text,
  addSpnToEnvironment: flag,
});

const step = {
  anyOf: [
    object(["checkout"], {
      checkout: { enum: ["self", "none"] },
      persistCredentials: flag,
      clean: flag,
      fetchDepth: wholeMinutes,
    }),
    object(["script"], { script: text, workingDirectory: text, failOnStderr: flag, ...common }),
    object(["publish"], { publish: text, artifact: text, ...common }),
    object(["download"], { download: text, artifact: text, patterns: text, ...common }),
    object(["task", "inputs"], { task: { const: "AzureCLI@2" }, inputs: azureCli, ...common }),
  ],
};
const steps = { type: "array", items: step, minItems: 1 };

const ofAnyJob = {
  displayName: text,
  condition: text,
  dependsOn: { type: ["string", "array"] },
  pool: object([], { name: text, vmImage: text, demands: {} }),
  timeoutInMinutes: wholeMinutes,
  variables,
};
const deploy = object(["deploy"], { deploy: object(["steps"], { steps }) });
const job = {
  anyOf: [
    object(["job", "steps"], { ...ofAnyJob, job: text, steps }),
    object(["deployment", "environment", "strategy"], {
      ...ofAnyJob,
      deployment: text,
      environment: text,
      strategy: object(["runOnce"], { runOnce: deploy }),
    }),
  ],
};

/** A JSON schema. */
export const azureSchema: object = object(["stages"], {
  trigger: object([], { batch: flag, branches }),
  pr: object([], { branches }),
  schedules: {
    type: "array",
    items: object(["cron", "branches"], {
      cron: { type: "string", pattern: "^(\\S+ ){4}\\S+$" },
      displayName: text,
      branches,
      always: flag,
    }),
  },
  lockBehavior: { enum: ["sequential", "runLatest"] },
  variables: { type: "array", items: object(["group"], { group: text }) },
  stages: {
    type: "array",
    minItems: 1,
    items: object(["stage", "jobs"], {
      stage: { type: "string", pattern: "^[A-Za-z_]\\w*$" },
      displayName: text,
      dependsOn: { type: ["string", "array"] },
      condition: text,
      jobs: { type: "array", items: job, minItems: 1 },
    }),
  },
});
