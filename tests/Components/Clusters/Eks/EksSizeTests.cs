using System.Runtime.Versioning;
using Infra.Components.Clusters.Eks.Settings;
using Infra.Specification.Accounts;
using Infra.Specification.Pools;
using Infra.Tests.Cli;

namespace Infra.Tests.Components.Clusters.Eks;

/// <summary>Limits of a node group: what changes in a plan, and what the command makes of a node group that the autoscaler has
/// changed.</summary>
[UnsupportedOSPlatform("windows")]
public class EksSizeTests
{
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Command = "command:local:Command";

    private static readonly EksNodePoolSpec _pool = new() { Name = "inference", Machine = "g6e.12xlarge", Max = 12 };

    [Fact]
    public async Task Leaves_limits_and_size_of_a_node_group_alone_once_it_exists()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Pools = [_pool] });

        Assert.Equal(["scalingConfig"], plan.Options(NodeGroup, "frankfurt-inference-pool").IgnoreChanges);
        Assert.Equal(["scalingConfig"], plan.Options(NodeGroup, "frankfurt-system-pool").IgnoreChanges);
    }

    [Fact]
    public async Task Sets_the_limits_of_every_node_group_with_a_command_that_new_limits_update_in_place()
    {
        var plan = await EksPlan.Of(EksPlan.Cluster with { Storage = new() { Fast = new() }, Pools = [_pool with { Min = 2 }] });
        var command = plan.Inputs(Command, "frankfurt-inference-a-size");

        Assert.Equal(
            [
                "frankfurt-inference-a-size", "frankfurt-inference-b-size", "frankfurt-inference-c-size", "frankfurt-system-size",
            ],
            plan.NamesOf(Command));
        Assert.Equal(
            """{"CLUSTER":"acme-test-frankfurt","MAX":"4","MIN":"1","NODE_GROUP":"${frankfurt-inference-a-pool.nodeGroupName}","RE""" +
            """GION":"eu-central-1"}""",
            command["environment"]!.ToJsonString());
        Assert.Equal(["addPreviousOutputInEnv", "create", "environment", "interpreter"], command.Select(input => input.Key));
    }

    [Fact]
    public async Task Changes_nothing_but_the_environment_of_the_command_when_the_limits_change()
    {
        var before = await EksPlan.Of(EksPlan.Cluster with { Pools = [_pool] });
        var after = await EksPlan.Of(EksPlan.Cluster with { Pools = [_pool with { Min = 1, Max = 20 }] });
        var changed =
            from type in before.Types
            from name in before.NamesOf(type)
            where before.Inputs(type, name).ToJsonString() != after.Inputs(type, name).ToJsonString()
            select name;

        Assert.Equal(before.Names, after.Names);
        // The inputs of the node group change in the plan; the engine takes those of the state instead.
        Assert.Equal(["frankfurt-inference-pool", "frankfurt-inference-size"], changed.Order(StringComparer.Ordinal));
        Assert.Equal("1", (string?)after.Inputs(Command, "frankfurt-inference-size")["environment"]!["MIN"]);
        Assert.Equal("20", (string?)after.Inputs(Command, "frankfurt-inference-size")["environment"]!["MAX"]);
    }

    [Theory]
    [InlineData("0\t12\t7", 0, 12, null)]
    [InlineData("0\t12\t7", 0, 20, "minSize=0,maxSize=20")]
    [InlineData("0\t12\t7", 2, 12, "minSize=2,maxSize=12")]
    [InlineData("0\t12\t0", 2, 12, "minSize=2,maxSize=12,desiredSize=2")]
    [InlineData("0\t12\t7", 0, 4, "minSize=0,maxSize=4,desiredSize=4")]
    public void Sends_the_size_only_where_the_new_limits_exclude_it(string now, int min, int max, string? sent)
    {
        var (exit, log) = Run(now, min, max);

        Assert.Equal(0, exit);
        const string group = "--region eu-north-1 --cluster-name acme --nodegroup-name gpu";
        Assert.Equal(
            [
                $"eks wait nodegroup-active {group}",
                $"eks describe-nodegroup --query nodegroup.scalingConfig.[minSize,maxSize,desiredSize] --output text {group}",
                .. sent is null
                    ? Array.Empty<string>()
                    : [
                        $"eks update-nodegroup-config --scaling-config {sent} --output text --query update.id {group}",
                        $"eks wait nodegroup-active {group}",
                    ],
            ],
            log);
    }

    [Fact]
    public void Fails_where_the_command_line_fails()
    {
        var (exit, log) = Run("refused", 0, 12);

        Assert.NotEqual(0, exit);
        Assert.Equal(2, log.Length);
    }

    [Fact]
    public void Acts_as_the_role_that_the_stack_names_for_the_account()
    {
        var (exit, log) = Run("1 4 2", 1, 4, role: "arn:aws:iam::444455556666:role/deploy");

        Assert.Equal(0, exit);
        Assert.Equal(
            "sts assume-role --role-arn arn:aws:iam::444455556666:role/deploy --role-session-name acme --region eu-north-1 --query " +
            "Credentials.[AccessKeyId,SecretAccessKey,SessionToken] --output text",
            log[0]);
        Assert.All(log.Skip(1), line => Assert.EndsWith(" with id key token", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_in_like_the_provider()
    {
        var platform = EksPlan.Platform with
        {
            Accounts =
            [
                new AwsAccountSpec { Id = "111122223333", Profile = "acme", DeploymentRole = "arn:aws:iam::111122223333:role/deploy" },
            ],
        };
        var plan = await EksPlan.Of(platform, EksPlan.Cluster with { Account = "111122223333" });

        var environment = plan.Inputs(Command, "frankfurt-system-size")["environment"]!;
        Assert.Equal("acme", (string?)environment["AWS_PROFILE"]);
        Assert.Equal("arn:aws:iam::111122223333:role/deploy", (string?)environment["ROLE"]);
    }

    // The real shell runs the script; the AWS command line is a stand-in that notes what it is asked, and knows one node group.
    private static (int Exit, string[] Log) Run(string now, int min, int max, string role = "")
    {
        var home = Directory.CreateTempSubdirectory("size-").FullName;
        try
        {
            var stub = Path.Combine(home, "aws");
            File.WriteAllText(stub, """
                #!/bin/sh
                echo "$*${AWS_SESSION_TOKEN:+ with $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN}" >>"$HOME/log"
                case $2 in
                  assume-role) [ "$AWS_PROFILE" = acme ] && echo "id key token" ;;
                  describe-nodegroup) [ "$NOW" != refused ] || exit 254; echo "$NOW" ;;
                esac
                """);
            File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var (exit, _, _) = ProgramOfItsOwn.RunScript(EksSize.Script, new()
            {
                ["PATH"] = $"{home}:/usr/bin:/bin",
                ["HOME"] = home,
                ["NOW"] = now,
                ["REGION"] = "eu-north-1",
                ["CLUSTER"] = "acme",
                ["NODE_GROUP"] = "gpu",
                ["MIN"] = $"{min}",
                ["MAX"] = $"{max}",
                ["ROLE"] = role,
                ["AWS_PROFILE"] = role.Length > 0 ? "acme" : null,
            });
            return (exit, File.ReadAllLines(Path.Combine(home, "log")));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
