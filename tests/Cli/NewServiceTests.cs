using Infra.Tests.Facts.Documents;

namespace Infra.Tests.Cli;

/// <summary><c>new inference</c> and its like write one file, whole or not at all.</summary>
public sealed class NewServiceTests
{
    private const string Image = "quay.io/acme/x@sha256:7f0c2a6d1e94b35880ad6cfb2b9e57c40d3f81a6e5927bc41f08d36ea5b7c912";

    private static readonly string[] _chat =
        ["new", "inference", "chat", "--team", "speech", "--model", "llama", "--size-gb", "16", "--gpu-memory", "24"];

    [Theory]
    [InlineData(
        "inference", """{"model":{"name":"llama","sizeGB":16,"image":"IMAGE"},"gpu":{"memoryGiB":24},"replicas":{"min":1,"max":1}}""",
        "--model", "llama", "--size-gb", "16", "--gpu-memory", "24", "--image", Image)]
    [InlineData(
        "inference",
        """{"model":{"name":"true","sizeGB":"1.5","from":"az://models/x"},"gpu":{"share":"mig-1g.12gb"},"replicas":""" +
        """{"min":0,"max":4},"objective":{"waiting":5}}""",
        "--model", "true", "--size-gb", "1.5", "--share", "mig-1g.12gb", "--from", "az://models/x", "--replicas", "0-4")]
    [InlineData(
        "inference",
        """{"model":{"name":"m","sizeGB":410,"volume":{"claim":"models","path":"m"}},"gpu":{"model":"h100","count":8},"replicas":""" +
        """{"min":2,"max":2}}""",
        "--model", "m", "--size-gb", "410", "--gpu", "h100", "--gpu-count", "8", "--claim", "models", "--replicas", "2")]
    [InlineData(
        "inference",
        """{"model":{"name":"m","sizeGB":16,"volume":{"from":"hf://a/b@main"}},"gpu":{"memoryGiB":24},"replicas":{"min":1,"max":1}}""",
        "--model", "m", "--size-gb", "16", "--gpu-memory", "24", "--fill", "hf://a/b@main")]
    [InlineData(
        "training",
        """{"run":1,"image":"IMAGE","command":["torchrun","a.py","--lr: 1","yes"],"gpu":{"model":"h100","count":8},"nodes":""" +
        """2,"checkpoints":{"sizeGiB":100}}""",
        "--image", Image, "--gpu", "h100", "--gpu-count", "8", "--nodes", "2", "--checkpoints", "100",
        "--", "torchrun", "a.py", "--lr: 1", "yes")]
    [InlineData(
        "sandbox", """{"image":"IMAGE","port":8888,"warm":2,"clients":{"serviceAccount":"agent"},"egress":[]}""",
        "--image", Image, "--client", "agent", "--port", "8888", "--warm", "2")]
    [InlineData("notebook", """{"tokenSecret":"it","gpu":{"memoryGiB":5},"idleMinutes":60}""")]
    [InlineData(
        "notebook", """{"tokenSecret":"s","gpu":{"share":"whole"},"idleMinutes":30}""", "--token-secret", "s", "--share", "whole",
        "--idle-minutes", "30")]
    public async Task Writes_the_values_that_are_asked_for(string road, string values, params string[] options)
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync(
            ["new", road, "it", "--team", "speech", "--repository", project.Directory.FullName, .. options]);

        Assert.Equal((0, ""), (exitCode, error));
        var file = Assert.Single(project.Directory.GetFiles("*", SearchOption.AllDirectories), file => file.Name != "Pulumi.yaml");
        Assert.Equal(Path.Combine(project.Directory.FullName, "apps", "it.yaml"), file.FullName);
        var text = await File.ReadAllTextAsync(file.FullName);
        Assert.Equal($"Written to {file.FullName}:\n{text}", output);
        Assert.Equal(
            $$"""{"road":"{{road}}","values":{{values.Replace("IMAGE", Image, StringComparison.Ordinal)}}}""",
            ReadYaml.Of(text)!.ToJsonString());
    }

    [Theory]
    [InlineData("chat.yaml", "apps/chat.yaml is in {0} already and is left as it is. Give another name.\n")]
    [InlineData("chat/", "apps/chat is in {0} already, and would be delivered by the same name. Give another name.\n")]
    public async Task Writes_over_nothing(string there, string message)
    {
        using var project = new ProjectFolder();
        var apps = project.Directory.CreateSubdirectory("apps");
        if (there.EndsWith('/'))
        {
            apps.CreateSubdirectory(there);
        }
        else
        {
            project.Write($"apps/{there}", "mine");
        }

        var answer = await project.RunAsync([.. _chat, "--image", Image, "--repository", project.Directory.FullName]);

        Assert.Equal((2, "", string.Format(null, message, project.Directory.FullName)), answer);
        Assert.Single(apps.GetFileSystemInfos());
    }

    [Fact]
    public async Task Says_where_there_is_no_repository()
    {
        using var project = new ProjectFolder();
        var folder = Path.Combine(project.Directory.FullName, "none");

        Assert.Equal(
            (2, "", $"There is no folder {folder}. Give the clone of the team's repository with --repository.\n"),
            await project.RunAsync([.. _chat, "--image", Image, "--repository", folder]));
    }

    [Fact]
    public async Task Says_each_mistake_in_a_line()
    {
        using var project = new ProjectFolder();

        var (exitCode, output, error) = await project.RunAsync(
            "new", "inference", "Chat", "--model", "m", "--size-gb", "0", "--image", "x:1", "--from", "http://y", "--gpu", "h101",
            "--share", "mp", "--replicas", "4-1", "--repository", project.Directory.FullName);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal(
            [
                "--from: \"http://y\" is not one. Allowed: s3://bucket/path or az://container/path.",
                "--gpu: \"h101\" is not a model. Did you mean \"h100\"? Allowed: ",
                "--image: \"x:1\" is not one. Allowed: an image with its digest, …@sha256:… of 64 digits.",
                "--replicas: \"4-1\" is not a number of replicas. Allowed: such as 2 or 1-4, at most 1000.",
                "--share: \"mp\" is not a share. Did you mean \"mps\"? Allowed: time-sliced, mps, any, mig-<profile> such as mig-1g.12gb.",
                "--size-gb: \"0\" is not a size. Allowed: more than 0, at most 100000.",
                "Option '--team' is required.",
                "See: platform --help",
                "The name: \"Chat\" is not a name. Allowed: at most 32 lower-case letters, digits and hyphens, starting with a letter " +
                    "and not ending with a hyphen.",
                "Weights come from one place. Give one of --image, --from, --claim, --fill.",
            ],
            error.TrimEnd('\n').Split('\n').Select(WithoutModels).Order(StringComparer.Ordinal));
        Assert.Single(project.Directory.GetFileSystemInfos());
    }

    [Theory]
    [InlineData(
        "Which GPU is not said. Give --gpu, --gpu-memory or --share.", "new", "training", "tune", "--team", "speech", "--image", Image,
        "--", "a")]
    [InlineData(
        "Required argument 'command' missing for command: 'training'.", "new", "training", "tune", "--team", "speech", "--image", Image,
        "--gpu", "l4")]
    [InlineData("Option '--client' is required.", "new", "sandbox", "py", "--team", "speech", "--image", Image)]
    [InlineData(
        "--team: \"a_b\" is not a name. Allowed: at most 30 lower-case letters, digits and hyphens, starting with a letter and not " +
        "ending with a hyphen.",
        "new", "notebook", "lab", "--team", "a_b")]
    public async Task Says_what_is_missing(string line, params string[] args)
    {
        using var project = new ProjectFolder();

        Assert.Equal((2, "", $"{line}\nSee: platform --help\n"), await project.RunAsync(args));
    }

    [Theory]
    [InlineData("team", "  platform new team speech dev --owners speech ")]
    [InlineData("inference", "  platform new inference chat --team speech ")]
    [InlineData("training", "  platform new training tune --team speech ")]
    [InlineData("sandbox", "  platform new sandbox python --team speech ")]
    [InlineData("notebook", "  platform new notebook lab --team speech ")]
    public async Task Shows_an_example_in_its_help(string what, string example)
    {
        using var project = new ProjectFolder();

        var (exitCode, output, _) = await project.RunAsync("new", what, "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains($"\nExamples:\n{example}", output, StringComparison.Ordinal);
    }

    // The catalogue grows.
    private static string WithoutModels(string line) =>
        line.StartsWith("--gpu:", StringComparison.Ordinal) ? line[..(line.IndexOf("Allowed: ", StringComparison.Ordinal) + 9)] : line;
}
