//go:build pins

// Package pins holds the Node.js language host in go.mod: without an import `go mod tidy` would drop it.
package pins

import _ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
