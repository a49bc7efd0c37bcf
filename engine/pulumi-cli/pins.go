//go:build pins

// Package pins holds the Pulumi CLI in go.mod: without an import `go mod tidy` would drop it.
package pins

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
