using System.Reflection;
using Infra.Planning.Schemas;
using Pulumi;

namespace Infra.Tests.SdkSurface;

/// <summary>
/// A schema is read twice, by the generator of the local SDK and by the plan. Both must find the same arguments in it; on the real
/// packages this says that the plan checks what the provider takes.
/// </summary>
public sealed class SchemaReadersTests
{
    public static TheoryData<Type> Packages => [
        typeof(Pulumi.Aws.Provider),
        typeof(Pulumi.AzureNative.Provider),
        typeof(Pulumi.Command.Provider),
        typeof(Pulumi.Kubernetes.Provider),
        typeof(Pulumi.Random.Provider)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Find_the_same_arguments(Type package)
    {
        var compared = 0;
        foreach (var resource in package.Assembly.GetExportedTypes())
        {
            if (resource.GetCustomAttribute<ResourceTypeAttribute>() is { Type: var token }
                && ProviderSchemas.Resource(token) is { } schema)
            {
                var args = resource.GetConstructors().Single().GetParameters()[1].ParameterType;
                Assert.Equal([token, .. schema.Inputs.All.Keys], [token, .. Surface.WireNames(args).Order(StringComparer.Ordinal)]);
                Assert.Equal([token, .. schema.Inputs.Required], [token, .. Surface.Required(args)]);
                compared++;
            }
        }

        Assert.NotEqual(0, compared);
    }
}
