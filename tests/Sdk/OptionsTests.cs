using System.Collections.Concurrent;
using Pulumi;

namespace Infra.Tests.Sdk;

/// <summary>How options are merged and inherited.</summary>
public sealed class OptionsTests
{
    [Fact]
    public async Task Merge_lets_the_second_win_and_joins_lists()
    {
        SampleResource? a = null, b = null;
        CustomResourceOptions? first = null, second = null;
        await Run.Program(() =>
        {
            a = new("a");
            b = new("b");
            first = new()
            {
                Protect = true, Version = "1", ImportId = "1", DependsOn = { a }, IgnoreChanges = { "x" },
                AdditionalSecretOutputs = { "s" },
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(5) }, DeleteBeforeReplace = true, Parent = a,
            };
            second = new()
            {
                Protect = false, DependsOn = { b }, IgnoreChanges = { "y" }, AdditionalSecretOutputs = { "t" }, ReplaceOnChanges = { "z" },
                RetainOnDelete = true, DeletedWith = b, Aliases = { new Alias { Name = "old" } },
            };
        });

        var merged = CustomResourceOptions.Merge(first, second);

        Assert.Equal((false, "1", "1"), (merged.Protect, merged.Version, merged.ImportId));
        Assert.Equal((true, true), (merged.DeleteBeforeReplace, merged.RetainOnDelete));
        Assert.Equal([a!, b!], (await Data.Of(merged.DependsOn.ToOutput())).Value.AsEnumerable());
        Assert.Equal(["x", "y"], merged.IgnoreChanges);
        Assert.Equal(["s", "t"], merged.AdditionalSecretOutputs);
        Assert.Equal(["z"], merged.ReplaceOnChanges);
        Assert.Equal(TimeSpan.FromMinutes(5), merged.CustomTimeouts!.Create);
        Assert.Equal(((Resource?)a, (Resource?)b), (merged.Parent, merged.DeletedWith));
        Assert.Single(merged.Aliases);
        Assert.Equal(["x"], first!.IgnoreChanges);
        Assert.Equal(["y"], second!.IgnoreChanges);
    }

    [Fact]
    public void Merge_of_nothing_is_empty_and_of_one_is_a_copy()
    {
        var options = new CustomResourceOptions { IgnoreChanges = { "x" } };
        var copy = CustomResourceOptions.Merge(null, options);
        copy.IgnoreChanges.Add("y");

        Assert.Equal(["x"], options.IgnoreChanges);
        Assert.Null(CustomResourceOptions.Merge(null, null).Protect);
        Assert.Empty(ComponentResourceOptions.Merge(null, null).Providers);
    }

    [Fact]
    public async Task Merge_keeps_the_last_provider_of_each_package()
    {
        await Run.Program(() =>
        {
            ProviderResource first = new SampleProvider("first"), second = new SampleProvider("second");
            var other = new ProviderResource("other", "other", ResourceArgs.Empty, null);
            var merged = ComponentResourceOptions.Merge(new() { Providers = { first, other } }, new() { Providers = { second } });

            Assert.Equal([other, second], merged.Providers);
        });
    }

    [Fact]
    public async Task A_resource_inherits_the_provider_of_its_package_from_its_parents()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () =>
        {
            var provider = new SampleProvider("prov");
            var outer = new SampleComponent("outer", new() { Providers = { provider } });
            var inner = new SampleComponent("inner", new() { Parent = outer });
            _ = new SampleResource("inherits", null, new() { Parent = inner });
            _ = new OtherResource("elsewhere", new() { Parent = inner });
            _ = new SampleResource("orphan");
        });

        Assert.EndsWith("::prov::prov-id", mocks["inherits"].Provider, StringComparison.Ordinal);
        Assert.Equal(("", ""), (mocks["elsewhere"].Provider, mocks["orphan"].Provider));
    }

    [Fact]
    public async Task A_provider_of_its_own_wins_over_an_inherited_one()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () =>
        {
            var component = new SampleComponent("comp", new() { Provider = new SampleProvider("theirs") });
            var own = new SampleResource("own", null, new() { Parent = component, Provider = new SampleProvider("mine") });
            _ = new SampleResource("child", null, new() { Parent = own });
            var nested = new SampleComponent("nested", new() { Parent = component, Provider = new SampleProvider("nearer") });
            _ = new SampleResource("grandchild", null, new() { Parent = nested });
        });

        Assert.EndsWith("::mine::mine-id", mocks["own"].Provider, StringComparison.Ordinal);
        Assert.EndsWith("::mine::mine-id", mocks["child"].Provider, StringComparison.Ordinal);
        Assert.EndsWith("::nearer::nearer-id", mocks["grandchild"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_takes_one_provider_or_several_not_both()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var provider = new SampleProvider("prov");
            _ = new SampleComponent("comp", new() { Provider = provider, Providers = { provider } });
        }));

        Assert.Contains(
            "Do not supply both 'provider' and 'providers' options to a ComponentResource.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformations_of_the_stack_see_every_resource_with_its_arguments_options_and_parent()
    {
        var seen = new ConcurrentDictionary<string, ResourceTransformationArgs>();
        await Deployment.TestAsync<TransformedStack>(new SampleMocks(), Run.Update);

        await Run.Program(() =>
        {
            var root = new SampleComponent("root", new()
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        seen[args.Resource.GetResourceName()] = args;
                        return null;
                    },
                },
            });
            var inner = new SampleComponent("inner", new() { Parent = root });
            var other = new SampleComponent("other");
            _ = new SampleResource("it", new SampleArgs { Text = "a" }, new() { Parent = inner, Protect = true, DependsOn = { other } });
        });

        Assert.Equal(["inner", "it", "root"], seen.Keys.Order());
        var it = seen["it"];
        Assert.Equal("inner", it.Options.Parent!.GetResourceName());
        Assert.True(it.Options.Protect);
        Assert.Equal("a", (await Data.Of(Assert.IsType<SampleArgs>(it.Args).Text.ToOutput())).Value);
        Assert.Equal(SampleResource.Token, it.Resource.GetResourceType());
        Assert.Single((await Data.Of(it.Options.DependsOn.ToOutput())).Value);
        Assert.Equal(["it", "project-stack"], TransformedStack.Seen.Order());
    }

    [Fact]
    public async Task Transformations_change_arguments_and_options_own_ones_first()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () =>
        {
            var provider = new SampleProvider("prov");
            var component = new SampleComponent("comp", new() { ResourceTransformations = { Append("-parent", provider) } });
            _ = new SampleResource(
                "it", new SampleArgs { Text = "a" }, new() { Parent = component, ResourceTransformations = { Append("-own", provider) } });
        });

        Assert.Equal("a-own-parent", mocks["it"].Inputs["text"]);
        Assert.EndsWith("::prov::prov-id", mocks["it"].Provider, StringComparison.Ordinal);

        static ResourceTransformation Append(string suffix, ProviderResource provider) => args => args.Args is SampleArgs given
            ? new ResourceTransformationResult(
                new SampleArgs { Text = given.Text.Apply(text => text + suffix) },
                CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Provider = provider }))
            : null;
    }

    [Fact]
    public async Task Transformations_cannot_move_a_resource()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var elsewhere = new SampleComponent("elsewhere");
            _ = new SampleResource("it", null, new()
            {
                ResourceTransformations =
                {
                    args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = elsewhere }),
                },
            });
        }));

        Assert.Contains(
            "Transformations cannot currently be used to change the 'parent' of a resource.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_waits_for_what_it_depends_on()
    {
        var order = new ConcurrentQueue<string>();
        var mocks = Slow("base", order);
        await Run.Program(mocks, () =>
        {
            var dependency = new SampleResource("base");
            _ = new SampleResource("dependent", null, new() { DependsOn = { dependency } });
        });

        Assert.Equal(["base", "dependent"], order);
    }

    [Fact]
    public async Task Depending_on_a_component_means_its_children_at_any_depth()
    {
        var order = new ConcurrentQueue<string>();
        var mocks = Slow("deep", order);
        await Run.Program(mocks, () =>
        {
            var outer = new SampleComponent("outer");
            var inner = new SampleComponent("inner", new() { Parent = outer });
            _ = new SampleResource("deep", null, new() { Parent = inner });
            _ = new SampleResource("dependent", null, new() { DependsOn = { outer } });
        });

        Assert.Equal(["deep", "dependent"], order.Where(name => name is "deep" or "dependent"));
    }

    [Fact]
    public async Task An_alias_says_either_a_urn_or_its_parts()
    {
        await Run.Program(() => _ = new SampleResource("it", null, new()
        {
            Aliases = { new Alias { Urn = "urn:pulumi:stack::project::a:b:C::old" }, new Alias { Name = "old", NoParent = true } },
        }));

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(
            () => _ = new SampleResource("it", null, new() { Aliases = { new Alias { Urn = "urn", Name = "old" } } })));
        Assert.Contains("Alias should not specify both Urn and Name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_urn_is_made_of_its_parts()
    {
        Output<string>? urn = null;
        await Run.Program(() => urn = Urn.Create("it", "a:b:C", parent: new SampleComponent("comp"), project: "ignored"));

        Assert.Equal(
            "urn:pulumi:stack::project::pulumi:pulumi:Stack$sample:index:Component$a:b:C::it", (await Data.Of(urn!)).Value);
    }

    private static SampleMocks Slow(string name, ConcurrentQueue<string> order) => new()
    {
        OnResource = async args =>
        {
            if (args.Name == name)
            {
                await Task.Delay(30).ConfigureAwait(false);
            }

            order.Enqueue(args.Name!);
            return ($"{args.Name}-id", args.Inputs);
        },
    };

    private sealed class OtherResource(string name, CustomResourceOptions options)
        : CustomResource("other:index:Resource", name, null, options);

    private sealed class TransformedStack : Stack
    {
        public static readonly ConcurrentQueue<string> Seen = [];

        public TransformedStack()
            : base(new()
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        Seen.Enqueue(args.Resource.GetResourceName());
                        return null;
                    },
                },
                ResourceTransforms = { (_, _) => throw new InvalidOperationException("never called under mocks") },
            }) => _ = new SampleResource("it");
    }
}
