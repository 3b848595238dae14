// Reads policies with the parser of an S3 server, and tells which actions they allow where.
package main

import (
	"encoding/json"
	"log"
	"os"
	"sort"
	"strings"

	"github.com/minio/pkg/v3/policy"
)

// Question is a policy as text, and resources to ask about; a bucket itself has no object.
type Question struct {
	Policy    string `json:"policy"`
	Resources []struct {
		Bucket string `json:"bucket"`
		Object string `json:"object"`
	} `json:"resources"`
}

// Answer holds the actions that are allowed on each resource, or why the policy is none.
type Answer struct {
	Error   string     `json:"error,omitempty"`
	Allowed [][]string `json:"allowed"`
}

// What everybody may do for themselves unless a policy forbids it.
var own = map[policy.Action]bool{
	policy.CreateServiceAccountAdminAction: true,
	policy.CreateUserAdminAction:           true,
}

func main() {
	var questions []Question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		log.Fatal(err)
	}
	answers := make([]Answer, len(questions))
	for i, question := range questions {
		answers[i] = answer(question)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}

func answer(question Question) Answer {
	parsed, err := policy.ParseConfig(strings.NewReader(question.Policy))
	if err != nil {
		return Answer{Error: err.Error()}
	}
	if parsed.IsEmpty() || parsed.Version != policy.DefaultVersion {
		return Answer{Error: "it says nothing, or has no version"}
	}
	answer := Answer{Allowed: make([][]string, len(question.Resources))}
	for i, resource := range question.Resources {
		names := []string{}
		for action := range parsed.IsAllowedActions(resource.Bucket, resource.Object, nil) {
			if !own[action] {
				names = append(names, string(action))
			}
		}
		sort.Strings(names)
		answer.Allowed[i] = names
	}
	return answer
}
