using System.Collections.Immutable;

namespace Infra.Catalogue;

/// <summary>A region of a cloud.</summary>
/// <param name="Name">The name that the cloud gives it.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of the country that it stands in.</param>
/// <param name="Partition">The separate part of the cloud that it belongs to: an AWS partition such as <c>aws</c> or <c>aws-eusc</c>,
/// or an Azure cloud such as <c>public</c> or <c>usgovernment</c>.</param>
/// <param name="Operator">Who operates it.</param>
/// <param name="Zones">Its availability zones in order, as a pool names them: <c>a</c>, <c>b</c>, … on AWS, <c>1</c>, <c>2</c>, … on Azure;
/// empty where a region has none.</param>
/// <param name="Surveyed">Whether the price lists behind the machines' regions cover this one; where they do not, a machine that is not
/// named here may be sold all the same.</param>
public sealed record Region(
    string Name, string Country, string Partition, Operator Operator, ImmutableArray<string> Zones, bool Surveyed = true);
