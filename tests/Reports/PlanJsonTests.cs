using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Planning;
using Infra.Reports;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Reports;

public sealed class PlanJsonTests
{
    [Fact]
    public void Writes_clusters_resources_and_findings()
    {
        var platform = new PlatformSpec
        {
            Organization = "acme",
            Environment = "dev",
            Sovereignty = new SovereigntySpec { Locations = ["eu"], Operators = ["eu"] },
            Clusters =
            [
                new EksClusterSpec
                {
                    Name = "frankfurt", Region = "eu-central-1", Version = "1.35", Network = new EksNetworkSpec { Cidr = "10.10.0.0/16" },
                    Pools = [
                        new EksNodePoolSpec
                        {
                            Name = "inference",
                            Machine = "g6e.12xlarge",
                            Max = 12,
                            Capacity = Capacity.Spot,
                            Gpu = new GpuSpec { Sharing = new TimeSlicedGpu { Replicas = 4 } },
                        },
                    ],
                },
                new OnPremClusterSpec
                {
                    Name = "berlin", Region = "berlin", Version = "1.35", Distribution = Distribution.Rke2,
                    Pools = [new OnPremNodePoolSpec { Name = "gpu", Nodes = 4, Gpu = new GpuSpec { Model = "h100", Count = 8 } }],
                },
            ],
        };
        var resource = new PlannedResource(
            "urn:x",
            "aws:kms/key:Key",
            "key",
            "urn:stack",
            "urn:aws",
            ["urn:a"],
            true,
            new JsonObject { ["description"] = "Größe" });
        var finding = new Finding("PLN001", Severity.Warning, "key", "Something.");

        Assert.Equal(
            """
            {
              "project": "ai-platform",
              "stack": "dev",
              "clusters": [
                {
                  "name": "frankfurt",
                  "kind": "eks",
                  "region": "eu-central-1",
                  "version": "1.35",
                  "pools": [
                    {
                      "name": "inference",
                      "machine": "g6e.12xlarge",
                      "min": 0,
                      "max": 12,
                      "capacity": "spot",
                      "gpu": {
                        "sharing": {
                          "mode": "time-slicing",
                          "replicas": 4
                        }
                      }
                    }
                  ],
                  "addOns": [],
                  "backups": []
                },
                {
                  "name": "berlin",
                  "kind": "on-prem",
                  "region": "berlin",
                  "version": "1.35",
                  "pools": [
                    {
                      "name": "gpu",
                      "nodes": 4,
                      "gpu": {
                        "model": "h100",
                        "count": 8,
                        "sharing": {
                          "mode": "exclusive"
                        }
                      }
                    }
                  ],
                  "addOns": [],
                  "backups": []
                }
              ],
              "resources": [
                {
                  "urn": "urn:x",
                  "type": "aws:kms/key:Key",
                  "name": "key",
                  "parent": "urn:stack",
                  "provider": "urn:aws",
                  "dependsOn": [
                    "urn:a"
                  ],
                  "protect": true,
                  "inputs": {
                    "description": "Größe"
                  }
                }
              ],
              "quotas": [
                {
                  "account": null,
                  "region": "eu-central-1",
                  "name": "On-demand vCPUs, Standard",
                  "code": "ec2/L-1216C47A",
                  "needed": 24,
                  "default": 5
                },
                {
                  "account": null,
                  "region": "eu-central-1",
                  "name": "Spot vCPUs, G and VT",
                  "code": "ec2/L-3819A6DF",
                  "needed": 576,
                  "default": 0
                }
              ],
              "findings": [
                {
                  "code": "PLN001",
                  "severity": "warning",
                  "path": "key",
                  "message": "Something."
                }
              ]
            }

            """,
            PlanJson.Write(new PlatformPlan(platform, "ai-platform", "dev", [resource], [finding])));
    }
}
