using System.Text.Json.Nodes;
using Infra.Catalogue;
using Infra.Findings;
using Infra.Planning;
using Infra.Reports.Plans;
using Infra.Reports;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Gpu;
using Infra.Specification.Pools;

namespace Infra.Tests.Reports.Plans;

public sealed class PlanJsonTests
{
    private static readonly PlatformSpec _platform = new()
    {
        Organization = "acme",
        Environment = "dev",
        Sovereignty = new SovereigntySpec { Locations = ["eu"], Operators = ["eu"] },
        Sites = [new SiteSpec { Name = "berlin", Country = "DE", Operator = "eu" }],
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
                        Version = "1.34",
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

    [Fact]
    public void Writes_what_the_catalogue_knows_of_a_region()
    {
        var clusters = Write(_platform)["clusters"]!;
        Assert.Equal("DE", (string?)clusters[0]!["country"]);
        Assert.Contains("us", Texts(clusters[0]!["operator"]!["jurisdictions"]!));
        Assert.Equal(["a", "b", "c"], Texts(clusters[0]!["zones"]!));
        Assert.Equal("m7i.xlarge", (string?)clusters[0]!["systemPool"]!["machine"]);
    }

    [Fact]
    public void Writes_what_the_stack_says_of_a_site()
    {
        var cluster = Write(_platform)["clusters"]![1]!;
        Assert.Equal("DE", (string?)cluster["country"]);
        Assert.Equal("""{"name":"acme","jurisdictions":["eu"]}""", cluster["operator"]!.ToJsonString());
        Assert.Equal([], Texts(cluster["zones"]!));
        Assert.Null(cluster["systemPool"]);
        Assert.Equal("on-prem rke2", (string?)cluster["title"]);
    }

    // A machine decides the GPU in a cloud, and the stack at a site: a reader need not know which.
    [Fact]
    public void Writes_the_GPUs_of_every_pool()
    {
        var clusters = Write(_platform)["clusters"]!;
        Assert.Equal(
            """
            {
              "name": "inference",
              "machine": "g6e.12xlarge",
              "min": 0,
              "max": 12,
              "capacity": "spot",
              "provisioner": "managed",
              "version": "1.34",
              "zones": [],
              "gpu": {
                "model": "l40s",
                "title": "L40S 48 GB",
                "memoryGB": 48,
                "count": 4,
                "sharing": {
                  "mode": "time-slicing",
                  "replicas": 4
                },
                "driver": "node-image"
              },
              "neuron": null,
              "schedulable": {
                "resource": "nvidia.com/gpu.shared",
                "perNode": 16,
                "most": 192,
                "verified": true,
                "free": 192
              }
            }
            """,
            clusters[0]!["pools"]![0]!.ToString());
        var own = clusters[1]!["pools"]![0]!;
        Assert.Equal(("h100", 8, 32), ((string?)own["gpu"]!["model"], (int)own["gpu"]!["count"]!, (int)own["schedulable"]!["most"]!));
        Assert.Null(own["machine"]);
    }

    [Fact]
    public void Writes_resources_as_they_are_planned()
    {
        var resource = new PlannedResource(
            "urn:x", "aws:kms/key:Key", "key", "urn:stack", "urn:aws", ["urn:a"], true, new JsonObject { ["description"] = "Größe" });

        Assert.Contains(
            """
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
            """,
            PlanJson.Write(new PlatformPlan(null, "ai-platform", "dev", [resource], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_what_each_account_needs()
    {
        var resource = new PlannedResource("urn:x", "aws:kms/key:Key", "key", null, null, [], false, []);
        Assert.Equal(
            ["On-demand vCPUs, Standard: 24 of 5", "Spot vCPUs, G and VT: 576 of 0"],
            from need in Write(_platform, resource)["quotas"]!.AsArray() select $"{need!["name"]}: {need["needed"]} of {need["default"]}");
    }

    [Fact]
    public void Writes_findings_also_of_a_stack_that_cannot_be_read()
    {
        var plan = new PlatformPlan(null, "ai-platform", "dev", [], [Finding.Error("SPEC002", "organization", "It is missing.")]);
        var json = JsonNode.Parse(PlanJson.Write(plan))!;
        Assert.Equal(
            """[{"code":"SPEC002","severity":"error","path":"organization","message":"It is missing."}]""",
            json["findings"]!.ToJsonString());
        Assert.Equal(1, (int)json["version"]!);
        Assert.Null(json["organization"]);
    }

    [Fact]
    public void Has_no_cost_without_a_plan()
    {
        Assert.Null(Write(_platform)["cost"]);
        Assert.NotNull(Write(_platform, new PlannedResource("urn:x", "aws:kms/key:Key", "key", null, null, [], false, []))["cost"]);
    }

    private static JsonNode Write(PlatformSpec platform, params PlannedResource[] resources) =>
        JsonNode.Parse(PlanJson.Write(new PlatformPlan(platform, "ai-platform", "dev", [.. resources], [])))!;

    private static string[] Texts(JsonNode array) => [.. array.AsArray().Select(text => (string)text!)];
}
