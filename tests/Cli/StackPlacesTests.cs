using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Stacks;
using Infra.Tests.Stacks;

namespace Infra.Tests.Cli;

/// <summary>A finding says where in the stack file a person has to look.</summary>
public class StackPlacesTests
{
    [Theory]
    [InlineData("clusters", 3, 3)]
    [InlineData("clusters[0].region", 5, 7)]
    [InlineData("clusters[1]", 8, 7)]
    [InlineData("clusters[1].pools[0].gpu.count", 8, 50)]
    [InlineData("ai-platform:clusters[1].name", 8, 9)]
    [InlineData("aws:region", 9, 3)]
    public void Is_where_the_value_is_written(string path, int line, int column) =>
        Assert.Equal(new FilePlace("Pulumi.test.yaml", line, column), PlaceOf(path));

    [Theory]
    [InlineData("clusters[0].version", 4, 7)]
    [InlineData("clusters[0].pools[7].machine", 6, 7)]
    [InlineData("clusters[*].name", 3, 3)]
    [InlineData("clusters[1].pools[0].gpu.sharing.mode", 8, 43)]
    [InlineData("organization.name", 2, 3)]
    public void Is_at_what_encloses_a_value_that_is_not_there(string path, int line, int column) =>
        Assert.Equal(new FilePlace("Pulumi.test.yaml", line, column), PlaceOf(path));

    [Fact]
    public void Finds_names_that_contain_dots() =>
        Assert.Equal("Pulumi.test.yaml:7:34", $"{PlaceOf("clusters[0].labels.acme.example/line")}");

    [Theory]
    [InlineData("teams[0].name")]
    [InlineData("paris-logs")]
    [InlineData("")]
    public void Is_nowhere_if_no_part_of_the_path_is_in_the_file(string path) => Assert.Null(PlaceOf(path));

    [Fact]
    public async Task Of_a_planned_resource_is_at_the_cluster_that_it_belongs_to()
    {
        using var project = new ProjectFolder(SoundStack.Text);
        var inputs = StackFile.Read(project.Directory, "test");

        var plan = await Preflight.PlanAsync(inputs);

        var logs = Assert.Single(plan.Findings, finding => finding.Path == "westeurope-logs");
        Assert.Equal(inputs.PlaceOf("clusters[1]"), logs.Place);
        Assert.Contains("kind: aks", SoundStack.Text.Split('\n')[logs.Place!.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_in_the_JSON_of_a_finding()
    {
        using var project = new ProjectFolder(SoundStack.Text.Replace("max: 12", "maxx: 12", StringComparison.Ordinal));

        var (_, output, _) = await project.RunAsync("check", "test", "--format", "json");

        Assert.Contains("\"place\": {\n        \"file\": \"Pulumi.test.yaml\",\n        \"line\": ", output, StringComparison.Ordinal);
    }

    private static FilePlace? PlaceOf(string path)
    {
        using var project = new ProjectFolder("""
            config:
              organization: acme
              ai-platform:clusters:
                - name: paris
                  region: eu-west-3
                  pools: [{ max: 1 }]
                  labels: { acme.example: a, acme.example/line: b }
                - { name: lyon, pools: [{ machine: x, gpu: { count: 1 } }] }
              aws:region: eu-west-3
            """);
        return StackFile.Read(project.Directory, "test").PlaceOf(path);
    }
}
