using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Cli.StackFiles;
using Infra.Planning;
using Infra.Reports;
using Infra.Reports.Sovereignty;
using Infra.Rules;
using Infra.Specification;
using Infra.Stacks;
using Infra.Tests.SdkSurface;
using Infra.Tests.Stacks;
using Json.Schema;

namespace Infra.Tests.Reports.Sovereignty;

public sealed class SovereigntyReportTests
{
    private static readonly JsonSchema _schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(Repository.Root, "docs", "schemas", "sovereignty.schema.json")));

    // What breaks a rule where nothing at all does not.
    private static readonly Dictionary<(string Code, string Type), string> _broken = new()
    {
        [("PLN002", "kubernetes:gateway.envoyproxy.io/v1alpha1:EnvoyProxy")] = """{ "spec": { "type": "LoadBalancer" } }""",
        [("PLN003", "aws:ec2/launchTemplate:LaunchTemplate")] = """{ "networkInterfaces": [{ "associatePublicIpAddress": "true" }] }""",
        [("PLN003", "azure-native:containerservice:AgentPool")] = """{ "enableNodePublicIP": true }""",
        [("PLN003", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")] = """{ "spec": { "associatePublicIPAddress": true } }""",
        [("PLN006", "aws:eks/nodeGroup:NodeGroup")] = """{ "remoteAccess": { "ec2SshKey": "key" } }""",
        [("PLN008", "kubernetes:storage.k8s.io/v1:StorageClass")] = """{ "provisioner": "PROVISIONER" }""",
        [("PLN010", "kubernetes:helm.sh/v3:Release")] = """{ "chart": "oci://docker.io/chart" }""",
    };

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Knows_of_every_planned_type_whether_it_has_to_do_with_data(string stack)
    {
        var plan = await PlanAsync(stack);
        var types = plan.Resources.Where(resource => resource.Custom && !resource.Type.StartsWith("pulumi:", StringComparison.Ordinal))
            .Select(resource => resource.Type).Distinct();
        Assert.DoesNotContain(types, type => !DataTypes.All.ContainsKey(type) && !DataTypes.Without.Contains(type));
    }

    [Fact]
    public void Says_of_no_type_that_it_both_has_and_has_not() => Assert.Empty(DataTypes.All.Keys.Intersect(DataTypes.Without));

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Says_of_every_row_where_it_is_and_with_which_key_it_stores(string stack)
    {
        var plan = await PlanAsync(stack);
        var rows = SovereigntyReport.Of(plan).Rows;
        Assert.DoesNotContain(rows, row => row.Type != "service" && (row.Place.Country is null || row.Place.Laws.IsEmpty));
        Assert.DoesNotContain(
            rows, row => row.Role == DataRole.Stores && (row.Key is null || (row.Kept is null && row.Type != "service")));
        // The platform asks for keys of the customer: what has none is told as a finding.
        Assert.Empty(rows.Where(row => row.Key?.Owner == KeyOwner.Provider && row.Open.IsEmpty).Select(row => row.Name));
        Assert.Equal(rows.Length, rows.DistinctBy(row => (row.Type, row.Name)).Count());
    }

    [Fact]
    public async Task Tells_place_key_way_time_and_rules_of_the_backups_of_prod()
    {
        var rows = SovereigntyReport.Of(await PlanAsync("prod")).Rows;
        var own = rows.Single(row => row.Name == "frankfurt-backups");
        Assert.Equal(("DE", "eu-central-1", "Amazon Web Services"), (own.Place.Country, own.Place.Region, own.Place.Operator));
        Assert.Equal(new DataKey(KeyOwner.Customer, "frankfurt-backups-key"), own.Key);
        Assert.Equal(new DataReach(DataWay.PrivateEndpoint, "s3"), own.Reach);
        Assert.Contains("locked 35 days", own.Kept, StringComparison.Ordinal);
        Assert.Equal(["PLN004", "PLN008", "PLN009", "SOV002", "SOV003"], own.Passed.AsEnumerable());

        var copy = rows.Single(row => row.Name == "sweden-replica");
        Assert.Equal(("NL", "westeurope"), (copy.Place.Country, copy.Place.Region));
        Assert.Contains("SOV100", copy.Passed);

        // S3 writes a record of access to no bucket with a key of the customer, and the rule says so.
        var record = rows.Single(row => row.Name == "frankfurt-backups-access");
        Assert.Equal(KeyOwner.Provider, record.Key!.Owner);
        Assert.Equal("PLN008", record.Open.Single().Code);
        Assert.DoesNotContain("PLN008", record.Passed);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Names_only_rules_that_would_find_what_breaks_them(string stack)
    {
        var plan = await PlanAsync(stack);
        var strict = plan.Platform! with
        {
            Sovereignty = plan.Platform.Sovereignty with
            {
                Endpoints = EndpointAccess.Private, Keys = KeyManagement.CustomerManaged, Registry = "registry.acme.example/mirror",
            },
        };
        // What is broken, and what says to which cluster it belongs.
        var owners = plan.Owners();
        var parents = plan.Resources.Where(resource => !resource.Custom).ToList();
        foreach (var resource in plan.Resources.Where(each => DataTypes.All.ContainsKey(each.Type)).DistinctBy(each => each.Type))
        {
            var cluster = strict.Clusters.FirstOrDefault(each => each.Name == owners(resource));
            foreach (var code in BorderChecks.Of(strict.Sovereignty, cluster, resource))
            {
                var text = _broken.GetValueOrDefault((code, resource.Type)) ?? Broken(resource.Type);
                var broken = resource with
                {
                    Protect = false,
                    Inputs = JsonNode.Parse(
                        text.Replace("PROVISIONER", (string?)resource.Inputs["provisioner"], StringComparison.Ordinal))!.AsObject(),
                };
                var findings = RuleSet.Check(strict, plan with { Resources = [.. parents, broken] });
                Assert.True(
                    findings.Any(finding => finding.Code == code && finding.Path.StartsWith(resource.Name, StringComparison.Ordinal)),
                    $"{code} finds nothing in an empty {resource.Type} ({resource.Name})");
            }
        }
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("local")]
    public async Task Writes_what_its_schema_describes(string stack)
    {
        var json = SovereigntyJson.Node(SovereigntyReport.Of(await PlanAsync(stack)));
        Assert.True(IsValid(json));
        json["resources"]![0]!.AsObject().Remove("key");
        Assert.False(IsValid(json));
    }

    [Fact]
    public async Task Writes_a_line_of_seventeen_cells_for_each_row()
    {
        var report = SovereigntyReport.Of(await PlanAsync("dev"));
        var lines = SovereigntyCsv.Write(report).TrimEnd('\n').Split('\n');
        Assert.Equal(report.Rows.Length + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(17, Cells(line)));
    }

    [Fact]
    public async Task Tells_of_a_type_that_nobody_has_looked_at()
    {
        var plan = await PlanAsync("local");
        var unheard = plan.Resources.First(resource => resource.Custom) with
        {
            Urn = "table", Type = "aws:dynamodb/table:Table", Name = "table",
        };
        var report = SovereigntyReport.Of(plan with { Resources = plan.Resources.Add(unheard) });
        Assert.Contains("aws:dynamodb/table:Table (table): what it does with data.", report.NotKnown);
    }

    [Fact]
    public async Task Maps_controls_to_rules_that_it_knows_and_counts_what_speaks_for_them()
    {
        Assert.Empty(ControlEvidence.Frameworks.SelectMany(framework => framework.Controls).SelectMany(control => control.Rules)
            .Except(BorderChecks.Titles.Keys));
        Assert.All(ControlEvidence.Frameworks, framework => Assert.StartsWith("https://", framework.Source, StringComparison.Ordinal));

        var keys = ControlEvidence.For(SovereigntyReport.Of(await PlanAsync("prod"))).Single(each => each.Control.Id == "CRY-03");
        Assert.InRange(keys.Passed["PLN008"], 30, 500);
        Assert.InRange(keys.Shown, 20, keys.Of);
        // The logs of Azure and the record of access to backups have no key of the customer, and are not passed over.
        Assert.NotEmpty(keys.Open);
    }

    // One country, in two clouds.
    [Fact]
    public async Task Keeps_in_France_what_may_be_nowhere_else()
    {
        var plan = await Preflight.PlanAsync(StackSample.Inputs(French));
        Assert.Equal("", RuleSet.Report(plan.Findings));
        var rows = SovereigntyReport.Of(plan).Rows.Where(row => row.Type != "service").ToList();
        Assert.Equal(["FR"], rows.Select(row => row.Place.Country).Distinct());
        Assert.Equal(["eu-west-3", "francecentral"], rows.Select(row => row.Place.Region).Distinct());
    }

    [Theory]
    [InlineData(
        "eu-west-3", "eu-central-1",
        "SOV002 error clusters[0].region: \"eu-central-1\" is in DE; this platform allows fr. Allowed AWS regions: eu-west-3.")]
    [InlineData(
        "francecentral", "westeurope",
        "SOV002 error clusters[1].region: \"westeurope\" is in NL; this platform allows fr. Allowed Azure regions: francecentral.")]
    public void Refuses_a_neighbour_of_France(string inside, string outside, string finding) => Assert.Contains(
        finding,
        RuleSet.Report(Preflight.Check(StackSample.Inputs(French.Replace(inside, outside, StringComparison.Ordinal))).Findings),
        StringComparison.Ordinal);

    private const string French = """
        ai-platform:sovereignty: { locations: [fr], operators: [us, fr], registry: registry.acme.example/mirror }
        ai-platform:clusters:
          - kind: eks
            name: paris
            region: eu-west-3
            version: "1.35"
            role: hub
            network: { cidr: 10.10.0.0/16 }
          - kind: aks
            name: marseille
            region: francecentral
            version: "1.35"
            network: { cidr: 10.20.0.0/16 }
        """;

    private static string Broken(string type) => type.StartsWith("kubernetes:", StringComparison.Ordinal)
        ? """{ "spec": { "template": { "spec": { "containers": [{ "image": "docker.io/image" }] } } } }""" : "{}";

    private static int Cells(string line) => line.Split('"').Where((_, index) => index % 2 == 0).Sum(text => text.Count(c => c == ',')) + 1;

    private static bool IsValid(JsonNode json) => _schema.Evaluate(JsonDocument.Parse(json.ToJsonString()).RootElement).IsValid;

    private static Task<PlatformPlan> PlanAsync(string stack) =>
        Preflight.PlanAsync(StackFile.Read(new DirectoryInfo(Repository.Root), stack));
}
