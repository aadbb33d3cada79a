using Infra.Tests.Planning;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.Tests.Sdk;

/// <summary>How programs run under mocks.</summary>
public sealed class MockTests
{
    [Fact]
    public async Task Mocks_see_type_name_inputs_and_provider_of_every_resource_but_the_stack()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () =>
        {
            var provider = new SampleProvider("prov");
            var component = new SampleComponent("comp", new() { Provider = provider });
            _ = new SampleResource("it", new SampleArgs { Text = "a" }, new() { Parent = component });
        });

        Assert.Equal(["comp", "it", "prov"], mocks.Resources.Select(resource => resource.Name).Order());
        var it = mocks["it"];
        Assert.Equal((SampleResource.Token, "a", ""), (it.Type, it.Inputs["text"], it.Id));
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$pulumi:providers:sample::prov::prov-id", it.Provider);
        Assert.Equal("", mocks["comp"].Provider);
    }

    [Fact]
    public async Task Urns_name_the_stack_and_no_other_parent_at_any_depth()
    {
        SampleResource? deep = null;
        await Run.Program(() =>
        {
            var outer = new SampleComponent("outer");
            var inner = new SampleComponent("inner", new() { Parent = outer });
            deep = new SampleResource("deep", null, new() { Parent = inner });
        });

        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$sample:index:Resource::deep", (await Data.Of(deep!.Urn)).Value);
    }

    [Fact]
    public async Task A_provider_without_an_id_is_referred_to_by_the_unknown_value()
    {
        var mocks = new SampleMocks { OnResource = args => Task.FromResult<(string?, object)>((null, args.Inputs)) };
        await Run.Program(mocks, () => _ = new SampleResource("it", null, new() { Provider = new SampleProvider("prov") }));

        Assert.EndsWith("::prov::04da6b54-80e4-46f7-96ec-b56ff0331ba9", mocks["it"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_without_options_is_a_preview_of_project_stack_and_organization()
    {
        (string, string, string, bool)? seen = null;
        await Deployment.TestAsync(new SampleMocks(), new TestOptions(), () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.IsDryRun);
        });

        Assert.Equal(("project", "stack", "organization", true), seen);
    }

    [Fact]
    public async Task Options_name_the_deployment()
    {
        var options = new TestOptions
        {
            ProjectName = "p", StackName = "s", OrganizationName = "o", RootDirectory = "/r", IsPreview = false,
        };
        (string, string, string, string, bool)? seen = null;
        SampleResource? it = null;
        await Deployment.TestAsync(new SampleMocks(), options, () =>
        {
            var instance = Deployment.Instance;
            seen = (instance.ProjectName, instance.StackName, instance.OrganizationName, instance.RootDirectory, instance.IsDryRun);
            it = new SampleResource("it");
        });

        Assert.Equal(("p", "s", "o", "/r", false), seen);
        Assert.StartsWith("urn:pulumi:s::p::", (await Data.Of(it!.Urn)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_made_inside_Apply_are_waited_for()
    {
        var mocks = new SampleMocks();
        var resources = await Run.Program(mocks, () =>
        {
            var first = new SampleResource("first");
            _ = first.Id.Apply(async id =>
            {
                await Task.Delay(20).ConfigureAwait(false);
                return new SampleResource("second", new SampleArgs { Text = id });
            });
        });

        Assert.Equal(["first", "second"], resources.Select(resource => resource.GetResourceName()).Order());
        Assert.Equal("first-id", mocks["second"].Inputs["text"]);
    }

    [Fact]
    public async Task Mocks_may_take_their_time()
    {
        var mocks = new SampleMocks
        {
            OnResource = async args =>
            {
                await Task.Delay(args.Name == "first" ? 30 : 1).ConfigureAwait(false);
                return ($"{args.Name}-id", args.Inputs);
            },
        };
        await Run.Program(mocks, () =>
        {
            var first = new SampleResource("first", new SampleArgs { Text = "a" });
            _ = new SampleResource("second", new SampleArgs { Text = first.Text, Items = { first.Id } });
        });

        Assert.Equal("a", mocks["second"].Inputs["text"]);
    }

    [Fact]
    public async Task A_long_chain_of_resources_that_wait_for_each_other_runs_through()
    {
        var mocks = new SampleMocks();
        var start = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run.Program(mocks, () =>
        {
            var last = Output.Create(start.Task);
            for (var i = 0; i < 2_000; i++)
            {
                last = new SampleResource($"r{i}", new SampleArgs { Text = last }).Text;
            }
        });
        start.SetResult("x");
        await run;

        Assert.Equal("x", mocks["r1999"].Inputs["text"]);
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_see_each_other()
    {
        var runs = Enumerable.Range(0, 8).Select(async number =>
        {
            await Task.Yield();
            var mocks = new SampleMocks();
            var resources = await Deployment.TestAsync(mocks, new TestOptions { StackName = $"s{number}" }, async () =>
            {
                await Task.Delay(5).ConfigureAwait(false);
                _ = new SampleResource("it", new SampleArgs { Text = Deployment.Instance.StackName });
            });
            Assert.Single(resources);
            Assert.Equal($"s{number}", mocks["it"].Inputs["text"]);
        });

        await Task.WhenAll(runs);
    }

    [Fact]
    public async Task A_run_inside_a_run_is_refused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(
            new SampleMocks(), Run.Preview, () => Deployment.TestAsync(new SampleMocks(), Run.Preview, () => { })));

        Assert.Contains(
            "Deployment.Instance should only be set once at the beginning of a 'Run' call.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_deployment_outside_a_run()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Deployment.Instance);

        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", error.Message);
    }

    [Fact]
    public async Task A_resource_is_read_by_its_id()
    {
        var mocks = SampleMocks.Returning(("text", "found"));
        SampleResource? it = null;
        await Run.Program(mocks, () => it = SampleResource.Get("it", "existing"));

        Assert.Equal("existing", mocks["it"].Id);
        Assert.Equal("existing", (await Data.Of(it!.Id)).Value);
        Assert.Equal("found", (await Data.Of(it!.Text)).Value);
    }

    [Fact]
    public async Task An_imported_resource_has_the_id_that_it_is_imported_by()
    {
        var mocks = new SampleMocks { OnResource = args => Task.FromResult<(string?, object)>((null, args.Inputs)) };
        SampleResource? it = null;
        await Run.Program(mocks, () => it = new SampleResource("it", null, new() { ImportId = "theirs" }));

        Assert.Equal("theirs", mocks["it"].Id);
        Assert.Equal("theirs", (await Data.Of(it!.Id)).Value);
    }

    [Fact]
    public async Task A_resource_can_be_found_again_by_its_urn()
    {
        SampleResource? again = null;
        await Run.Program(SampleMocks.Returning(("text", "a")), () =>
        {
            var first = new SampleResource("it");
            _ = first.Urn.Apply(urn => again = new SampleResource("it", null, new() { Urn = urn }));
        });

        Assert.Equal(("a", "it-id"), ((await Data.Of(again!.Text)).Value, (await Data.Of(again!.Id)).Value));
    }

    [Fact]
    public async Task Resources_need_a_type_and_a_name()
    {
        await Run.Program(() =>
        {
            Assert.Throws<ArgumentException>(() => new SampleResource(""));
            Assert.Throws<ArgumentException>(() => new ComponentResource("", "it"));
        });
    }

    [Fact]
    public async Task A_program_started_without_the_engine_does_not_succeed()
    {
        int? exitCode = null;
        var previous = Environment.ExitCode;
        try
        {
            exitCode = await Deployment.RunAsync(() => { });
        }
        catch (InvalidOperationException error)
        {
            Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", error.Message);
        }
        finally
        {
            Environment.ExitCode = previous;
        }

        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task Values_of_a_finished_run_stay_readable()
    {
        var resources = await Run.Program(SampleMocks.Returning(("text", "a")), () => _ = new SampleResource("it"));

        Assert.Equal("a", await OutputUtilities.GetValueAsync(resources.OfType<SampleResource>().Single().Text));
    }
}
