using Infra.Catalogue;
using Infra.Rules;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Stacks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Specification;

public class SpecReaderTests
{
    [Fact]
    public void Accepts_a_sound_stack()
    {
        var reading = Preflight.Read(StackText.Inputs());

        Assert.Empty(SoundStack.Others(RuleSet.Check(reading)));
        Assert.Equal("acme", reading.Platform!.Organization);
        Assert.Equal("prod", reading.Platform.Environment);
        Assert.Equal(["berlin-kubeconfig"], reading.Platform.SecretKeys);
        Assert.Equal(Distribution.OpenShift, Assert.IsType<OnPremClusterSpec>(reading.Platform.Clusters[1]).Distribution);
        Assert.Equal("clusters[1].pools[0]", reading.Platform.Clusters[1].NodePools[0].Path);
    }

    [Fact]
    public void Keeps_the_defaults_of_what_is_not_written()
    {
        var cluster = Assert.IsType<EksClusterSpec>(Preflight.Read(StackText.Inputs()).Platform!.Clusters[0]);

        Assert.Equal(3, cluster.Network.Zones);
        Assert.Equal(90, cluster.LogRetentionDays);
        Assert.Equal(200, cluster.Pools[0].DiskGiB);
    }

    [Fact]
    public void Reports_five_different_mistakes_of_one_file_at_once_and_rules_on_the_rest()
    {
        const string clusters = """
            [
              { "kind": "eks", "name": "one", "region": "us-east-1", "version": "1.35", "network": { "cidr": "10.10.0.0/16", "zonez": 2 },
                "access": { "administrators": ["arn:aws:iam::111122223333:role/admin"] },
                "pools": [{ "name": "a", "machine": "g6e.xlarge" }, { "name": "b", "machine": "g6e.xlarge", "min": 5, "max": 4 }] },
              { "kind": "eks", "name": "two", "region": "eu-central-1", "version": 1.30,
                "network": { "cidr": "10.11.0.0/16" }, "access": { "administrators": ["arn:aws:iam::111122223333:role/admin"] } },
              { "kind": "gke", "name": "three" },
              { "kind": "aks", "name": "four", "region": "westeurope", "version": "1.35", "tier": "standart",
                "network": { "cidr": "10.10.0.0/17" }, "access": { "administrators": ["00000000-0000-4000-8000-00000000a001"] } }
            ]
            """;

        SoundStack.Tells(
            [
                "SPEC004 error clusters[0].network.zonez: \"zonez\" is not known here. Did you mean \"zones\"? Allowed: cidr, egress, " +
                "existing, podCidr, transitGateway, trustedAccounts, zones.",
                "SPEC008 error clusters[0].pools[0].max: this member is required, but missing. Give a whole number.",
                "SPEC006 error clusters[1].version: found the number 1.30, expected text. Put it in quotes: without them YAML reads 1.30 " +
                "as the number 1.3.",
                "SPEC007 error clusters[2].kind: \"gke\" is not known. Allowed: eks, aks, on-prem.",
                "SPEC007 error clusters[3].tier: \"standart\" is not known. Did you mean \"standard\"? Allowed: free, standard, premium.",
                "SOV002 error clusters[0].region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: eu-central-1, " +
                "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, eusc-de-east-1.",
                "CLU009 error clusters[3].network.cidr: \"10.10.0.0/17\" overlaps 10.10.0.0/16 of clusters[0] (one). The networks of a " +
                "fleet must not overlap.",
                "CLU016 error clusters[0].pools[1].min: min is 5. Allowed: 0 to 4 (max).",
            ],
            Lines(("ai-platform:clusters", clusters)));
    }

    [Fact]
    public void Rejects_a_provider_setting_that_is_a_secret_as_well() =>
        Assert.Equal(
            [
                "SPEC001 error aws:secretKey: nothing reads this key: every resource of this platform has an explicit provider, " +
                "configured by the cluster entries. Remove it.",
            ],
            Lines(StackText.Inputs() with { SecretKeys = ["ai-platform:berlin-kubeconfig", "aws:secretKey"] }));

    [Fact]
    public void Checks_the_rest_of_a_pool_and_of_a_cluster_that_lack_a_member()
    {
        const string clusters = """
            [
              { "kind": "eks", "region": "us-east-1", "version": "1.35", "role": "hub", "network": {},
                "access": { "administrators": ["arn:aws:iam::111122223333:role/admin"] },
                "pools": [{ "name": "a", "max": -1, "min": 4, "capacity": "reserved", "zones": ["q"] }] },
              { "kind": "on-prem", "name": "two", "region": "nowhere", "version": 5, "distribution": "k3s",
                "install": { "servers": ["10.0.0.1", ""] } }
            ]
            """;

        SoundStack.Tells(
            [
                "SPEC008 error clusters[0].network.cidr: this member is required, but missing. Give text.",
                "SPEC008 error clusters[0].pools[0].machine: this member is required, but missing. Give text.",
                "SPEC008 error clusters[0].name: this member is required, but missing. Give text.",
                "SPEC006 error clusters[1].version: found the number 5, expected text. Put it in quotes.",
                "SPEC008 error clusters[1].install.registrationAddress: this member is required, but missing. Give text.",
                "SPEC008 error clusters[1].install.release: this member is required, but missing. Give text.",
                "SPEC008 error clusters[1].install.sshKeySecret: this member is required, but missing. Give text.",
                "SOV002 error clusters[0].region: \"us-east-1\" is in US; this platform allows eu. Allowed AWS regions: eu-central-1, " +
                "eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-3, eusc-de-east-1.",
                "CLU006 error clusters[1].region: \"nowhere\" is not a site in ai-platform:sites. Allowed: berlin.",
                "CLU013 error clusters[0].pools[0].zones[0]: \"q\" is not a zone of the cluster. Allowed: a, b, c.",
                "CLU016 error clusters[0].pools[0].max: max is -1. Allowed: 1 to 1000.",
                "CLU017 error clusters[0].pools[0].reservation: reservation is missing, but capacity is reserved. Give the id of an EC2 " +
                "capacity reservation, such as cr-0123456789abcdef0.",
                "CLU027 error clusters[1].install.servers: 2 servers are listed. Allowed for an etcd quorum: 1, 3 or 5.",
                "CLU029 error clusters[1].install.servers[1]: \"\" is not a host. Allowed: an IPv4 address or a DNS name.",
                "CLU070 error clusters[1].install.hostKeys: the SSH host key is missing for 10.0.0.1; without it, any machine that " +
                "answers at the address would receive the cluster's token. Print the keys with: ssh-keyscan -t ed25519 10.0.0.1",
                "CLU071 warning clusters[1].objectStore: objectStore is not set, so nothing in this cluster is backed up. Describe an " +
                "S3-compatible store, or confirm that you want no backups with addOns: { velero: null }.",
            ],
            Lines(("ai-platform:clusters", clusters)));
    }

    [Theory]
    [InlineData("""{ "kind": "eks" }""", "SPEC006 error clusters: found an object, expected a list.")]
    [InlineData("[{", "SPEC003 error clusters: the value is not valid JSON at line 1, column 3. Give a list or an object.")]
    [InlineData("""[{ "name": "one" }]""",
        "SPEC008 error clusters[0].kind: this member is required, but missing. Allowed: eks, aks, on-prem.")]
    [InlineData("""["frankfurt"]""", "SPEC006 error clusters[0]: found \"frankfurt\", expected an object.")]
    public void Rejects_clusters_that_cannot_be_read(string clusters, string finding) =>
        Assert.Equal([finding], Lines(("ai-platform:clusters", clusters)));

    [Fact]
    public void Rejects_a_member_given_twice() =>
        Assert.Equal(
            ["SPEC005 error sovereignty.locations: \"locations\" is given twice. Keep one."],
            Lines((
                "ai-platform:sovereignty",
                """{ "locations": ["eu"], "locations": ["us"], "operators": ["eu", "us"], "registry": "r.example" }""")));

    [Fact]
    public void Rejects_nothing_where_a_value_is_needed() =>
        Assert.Equal(
            ["SPEC006 error backup.retentionDays: found nothing, expected a whole number. Remove it, or give it a value."],
            Lines(("ai-platform:backup", """{ "retentionDays": null }""")));

    [Fact]
    public void Rejects_text_where_a_number_is_needed() =>
        Assert.Equal(
            ["SPEC006 error backup.retentionDays: found \"30\", expected a whole number."],
            Lines(("ai-platform:backup", """{ "retentionDays": "30" }""")));

    [Fact]
    public void Rejects_what_only_the_reader_may_set() =>
        Assert.Equal(
            ["SPEC004 error sites[0].path: \"path\" is not known here. Allowed: country, name, operator."],
            Lines(("ai-platform:sites", """[{ "name": "berlin", "country": "DE", "operator": "eu", "path": "x" }]""")));

    [Fact]
    public void Rejects_a_key_that_nobody_reads() =>
        Assert.Equal(
            [
                "SPEC001 error aws:region: nothing reads this key: every resource of this platform has an explicit provider, configured " +
                "by the cluster entries. Remove it.",
                "SPEC001 error ai-platform:cluster: \"cluster\" is not a known key. Did you mean \"clusters\"? Allowed: organization, " +
                "sovereignty, trust, backup, observability, gitOps, hub, members, addOns, accounts, sites, clusters, templates, " +
                "groups, teams, accepted, and secrets.",
            ],
            Lines(("ai-platform:cluster", "[]"), ("aws:region", "us-east-1")));

    [Fact]
    public void Rejects_a_key_of_the_project_where_a_fork_has_renamed_it() =>
        Assert.Equal(
            ["SPEC001 error fork:backup: nothing reads this key: keys begin with ai-platform: regardless of the project's name. Write " +
                "ai-platform:backup."],
            Lines(StackText.Inputs(("fork:backup", "{}")) with { Project = "fork" }));

    [Fact]
    public void Rejects_a_secret_in_plain_text_once_and_without_showing_it() =>
        Assert.Equal(
            [
                "SPEC011 error ai-platform:berlin-kubeconfig: the value is in plain text, but clusters[0].kubeconfigSecret names it as a " +
                "secret. Rotate the exposed secret, then run: pulumi config set --secret ai-platform:berlin-kubeconfig",
            ],
            Lines(
                ("ai-platform:berlin-kubeconfig", "hunter2"),
                ("ai-platform:sites", """[{ "name": "berlin", "country": "DE", "operator": "eu" }]"""),
                ("ai-platform:clusters", """
                    [{ "kind": "on-prem", "name": "berlin", "region": "berlin", "version": "1.35", "distribution": "rke2", "role": "hub",
                       "kubeconfigSecret": "berlin-kubeconfig", "addOns": { "velero": null } }]
                    """)));

    [Fact]
    public void Tells_a_misspelt_member_once_and_not_that_it_is_missing_as_well() =>
        Assert.Equal(
            ["SPEC004 error sites[0].countri: \"countri\" is not known here. Did you mean \"country\"? Allowed: country, name, operator."],
            Lines(("ai-platform:sites", """[{ "name": "berlin", "countri": "DE", "operator": "eu" }]""")));

    [Theory]
    [InlineData("all", "SPEC006 error clusters: found \"all\", expected a list or an object.")]
    [InlineData("", "SPEC006 error clusters: found nothing, expected a list or an object.")]
    [InlineData("{}", "SPEC006 error clusters: found an object, expected a list.")]
    public void Rejects_clusters_that_are_no_list(string clusters, string finding) =>
        Assert.Equal([finding], Lines(("ai-platform:clusters", clusters)));

    [Fact]
    public void Rejects_a_stack_without_its_main_keys() =>
        Assert.Equal(
            [
                "SPEC002 error organization: \"ai-platform:organization\" is missing from the stack's configuration.",
                "SPEC002 error sovereignty: \"ai-platform:sovereignty\" is missing from the stack's configuration.",
                "SPEC002 error clusters: \"ai-platform:clusters\" is missing from the stack's configuration.",
            ],
            Lines(("ai-platform:organization", null), ("ai-platform:sovereignty", null), ("ai-platform:clusters", null)));

    [Fact]
    public void Rejects_ambient_providers() =>
        Assert.Equal(
            [
                "SPEC010 error pulumi:disable-default-providers: found nothing, expected [\"*\"]: no resource may land in an ambient " +
                "account, region or cluster.",
            ],
            Lines(("pulumi:disable-default-providers", null)));

    [Fact]
    public void Says_nothing_of_the_hub_where_the_role_itself_could_not_be_read() =>
        Assert.Equal(
            ["SPEC007 error clusters[0].role: \"hubb\" is not known. Did you mean \"hub\"? Allowed: member, hub."],
            Lines(("ai-platform:clusters", $"[{StackText.Eks.Replace("\"hub\"", "\"hubb\"", StringComparison.Ordinal)}]")));

    private static string[] Lines(params (string Key, string? Value)[] changes) => Lines(StackText.Inputs(changes));

    private static string[] Lines(StackInputs inputs) =>
        [.. SoundStack.Others(RuleSet.Check(Preflight.Read(inputs))).Select(finding => finding.ToString())];
}
