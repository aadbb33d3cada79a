using System.Text.Json.Nodes;
using Infra.Cli.Plans;
using Infra.Cli.Shell;
using Infra.Planning.Values;
using Infra.Planning;
using Infra.Tests.Baselines;
using Infra.Tests.Stacks;
using Pulumi;

using Aws = Pulumi.Aws;
using AzureNative = Pulumi.AzureNative;

namespace Infra.Tests.Planning;

/// <summary>A plan has every option of a resource that decides what happens to it, and is silent about what the program leaves
/// open.</summary>
public sealed class PlannedOptionsTests
{
    [Fact]
    public void Leaves_a_name_whole_that_looks_like_two_parts_of_a_URN() =>
        Assert.Equal("a::b", ResourceUrn.Parse("urn:pulumi:dev::p::aws:kms/key:Key::a::b").Name);

    [Fact]
    public async Task Says_nothing_of_what_is_left_to_the_engine() =>
        Assert.Equal("{}", await Options(() => new CustomResourceOptions()));

    [Fact]
    public async Task Has_time_outs_as_durations() =>
        Assert.Equal(
            """{"customTimeouts":{"create":"1h30m","update":"45s","delete":"2h"}}""",
            await Options(() => new CustomResourceOptions
            {
                CustomTimeouts = new CustomTimeouts
                {
                    Create = TimeSpan.FromMinutes(90), Update = TimeSpan.FromSeconds(45), Delete = TimeSpan.FromHours(2),
                },
            }));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1.5, "1.5s")]
    [InlineData(60, "1m")]
    [InlineData(3600, "1h")]
    [InlineData(3725, "1h2m5s")]
    [InlineData(90000, "25h")]
    public void Writes_a_duration_as_Go_reads_it_and_people_say_it(double seconds, string text) =>
        Assert.Equal([("update", text)], new PlannedTimeouts(null, TimeSpan.FromSeconds(seconds), null).Set);

    [Fact]
    public async Task Has_the_changes_that_are_ignored_sorted() =>
        Assert.Equal(
            """{"ignoreChanges":["description","tags"]}""",
            await Options(() => new CustomResourceOptions { IgnoreChanges = { "tags", "description" } }));

    [Fact]
    public async Task Has_the_changes_that_replace_sorted() =>
        Assert.Equal(
            """{"replaceOnChanges":["description","tags"]}""",
            await Options(() => new CustomResourceOptions { ReplaceOnChanges = { "tags", "description" } }));

    [Theory]
    [InlineData(true, """{"deleteBeforeReplace":true}""")]
    [InlineData(false, """{"deleteBeforeReplace":false}""")]
    public async Task Has_the_order_of_a_replacement(bool before, string json) =>
        Assert.Equal(json, await Options(() => new CustomResourceOptions { DeleteBeforeReplace = before }));

    [Theory]
    [InlineData(true, """{"retainOnDelete":true}""")]
    [InlineData(false, """{"retainOnDelete":false}""")]
    public async Task Has_whether_the_cloud_keeps_what_is_deleted(bool retain, string json) =>
        Assert.Equal(json, await Options(() => new CustomResourceOptions { RetainOnDelete = retain }));

    [Fact]
    public async Task Has_what_it_is_deleted_with() =>
        Assert.Equal(
            """{"deletedWith":"urn:pulumi:dev::ai-platform::test:index:Group::group"}""",
            await Options(() => new CustomResourceOptions { DeletedWith = new Group("group") }));

    [Fact]
    public async Task Has_the_id_of_what_is_imported() =>
        Assert.Equal("""{"import":"1234abcd"}""", await Options(() => new CustomResourceOptions { ImportId = "1234abcd" }));

    [Fact]
    public async Task Has_the_URNs_that_it_had_before() =>
        Assert.Equal(
            """{"aliases":["urn:pulumi:dev::ai-platform::aws:kms/key:Key::old"]}""",
            await Options(() => new CustomResourceOptions { Aliases = { new Alias { Name = "old" } } }));

    [Fact]
    public async Task Takes_from_the_resource_of_today_what_an_alias_leaves_out()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var group = new Group("group");
            _ = new Aws.Kms.Key("key", new Aws.Kms.KeyArgs(), new CustomResourceOptions
            {
                Parent = group,
                Aliases =
                {
                    new Alias { Urn = "urn:pulumi:prod::platform::aws:kms/key:Key::key" },
                    new Alias { Name = "old" },
                    new Alias { Type = "aws:kms/oldKey:Key" },
                    new Alias { Stack = "prod", Project = "platform" },
                    new Alias { Parent = new Group("inner", new ComponentResourceOptions { Parent = group }) },
                    new Alias { ParentUrn = "urn:pulumi:dev::ai-platform::test:index:House::house" },
                    new Alias { NoParent = true },
                },
            });
        });

        Assert.Equal(
            [
                "urn:pulumi:dev::ai-platform::aws:kms/key:Key::key",
                "urn:pulumi:dev::ai-platform::test:index:Group$aws:kms/key:Key::old",
                "urn:pulumi:dev::ai-platform::test:index:Group$aws:kms/oldKey:Key::key",
                "urn:pulumi:dev::ai-platform::test:index:Group$test:index:Group$aws:kms/key:Key::key",
                "urn:pulumi:dev::ai-platform::test:index:House$aws:kms/key:Key::key",
                "urn:pulumi:prod::platform::aws:kms/key:Key::key",
                "urn:pulumi:prod::platform::test:index:Group$aws:kms/key:Key::key",
            ],
            plan.Single("key").Options.Aliases.AsEnumerable());
    }

    [Fact]
    public async Task Leaves_out_the_aliases_that_a_package_gives_to_every_resource_of_a_type()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
            _ = new AzureNative.Resources.ResourceGroup("group", new(), new CustomResourceOptions
            {
                Provider = new AzureNative.Provider("azure"),
                Aliases = { new Alias { Name = "old" } },
            }));

        Assert.Equal(
            ["urn:pulumi:dev::ai-platform::azure-native:resources:ResourceGroup::old"],
            plan.Single("group").Options.Aliases.AsEnumerable());
    }

    [Fact]
    public async Task Has_the_options_of_a_component_where_they_are_given()
    {
        var plan = await OfflineEvaluator.EvaluateAsync("ai-platform", "dev", () =>
        {
            var group = new Group(
                "group",
                new ComponentResourceOptions { RetainOnDelete = true, Aliases = { new Alias { Name = "old" } } });
            _ = new Aws.Kms.Key("key", new Aws.Kms.KeyArgs(), new CustomResourceOptions { Parent = group });
        });

        Assert.True(plan.Single("group").Options.RetainOnDelete);
        Assert.Equal(["urn:pulumi:dev::ai-platform::test:index:Group::old"], plan.Single("group").Options.Aliases.AsEnumerable());
        Assert.Null(plan.Single("key").Options.RetainOnDelete);
    }

    [Fact]
    public async Task Shows_a_time_out_of_a_control_plane_that_was_cut_to_a_third_in_plan_json_tree_and_baseline()
    {
        var plan = await OwnStacks.PlanAsync("dev");
        var cluster = Assert.Single(plan.Resources, resource => resource.Type == "azure-native:containerservice:ManagedCluster");
        var timeouts = cluster.Options.CustomTimeouts;
        var cut = plan with
        {
            Resources = plan.Resources.Replace(cluster, cluster with
            {
                Options = cluster.Options with { CustomTimeouts = timeouts with { Create = timeouts.Create / 3 } },
            }),
        };

        Assert.Equal(["        \"create\": \"20m\","], Changed(PlanExtensions.Json));
        const string words = "(create 20m, update 1h30m)";
        Assert.EndsWith(words, Assert.Single(Changed(Tree)));
        Assert.EndsWith(words, Assert.Single(Changed(each => PlanBaseline.Of(each).Summary)));

        IEnumerable<string> Changed(Func<ResourcePlan, string> write)
        {
            var (before, after) = (write(plan).Split('\n'), write(cut).Split('\n'));
            Assert.Equal(before.Length, after.Length);
            return after.Zip(before).Where(pair => pair.First != pair.Second).Select(pair => pair.First);
        }
    }

    [Fact]
    public void Shows_in_the_tree_only_what_is_set()
    {
        var resource = new PlannedResource("urn:pulumi:dev::p::aws:kms/key:Key::key", "aws:kms/key:Key", "key", null, null, [], false, []);

        Assert.StartsWith("aws:kms/key:Key key\n", Tree(resource));
        Assert.StartsWith(
            "aws:kms/key:Key key (protected, keeps on delete, goes with vault, deleted before replaced, replaced for description, "
                + "ignores tags, create 1h, was aws:kms/key:Key::old, imports 1234abcd)\n",
            Tree(resource with
            {
                Protect = true,
                Options = new PlannedOptions
                {
                    RetainOnDelete = true,
                    DeletedWith = "urn:pulumi:dev::p::a:b:C::vault",
                    DeleteBeforeReplace = true,
                    ReplaceOnChanges = ["description"],
                    IgnoreChanges = ["tags"],
                    CustomTimeouts = new PlannedTimeouts(TimeSpan.FromHours(1), null, null),
                    Aliases = ["urn:pulumi:dev::p::aws:kms/key:Key::old"],
                    Import = "1234abcd",
                },
            }));
    }

    private static string Tree(PlannedResource resource) => Tree(new ResourcePlan("p", "dev", [resource], []));

    private static string Tree(ResourcePlan plan)
    {
        using var output = new StringWriter { NewLine = "\n" };
        PlanTree.Write(plan, Terminal.For(output));
        return output.ToString();
    }

    /// <summary>What <c>plan.json</c> has of a key beyond what it has of every resource.</summary>
    private static async Task<string> Options(Func<CustomResourceOptions> options)
    {
        var plan = await OfflineEvaluator.EvaluateAsync(
            "ai-platform",
            "dev",
            () => _ = new Aws.Kms.Key("key", new Aws.Kms.KeyArgs(), options()));
        var json = JsonNode.Parse(plan.Json())!["resources"]!.AsArray().Single(each => (string?)each!["name"] == "key")!.AsObject();
        foreach (var name in (string[])["urn", "type", "name", "parent", "provider", "dependsOn", "protect", "inputs"])
        {
            Assert.True(json.Remove(name), name);
        }

        return json.ToJsonString();
    }
}
