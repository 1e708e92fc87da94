using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>A way to find an architecture (<c>search.method</c>).</summary>
internal interface ISearchMethod
{
    /// <summary>Looks at architectures, every one of which keeps the budget.</summary>
    /// <param name="request">Its budget is one that the space can keep.</param>
    SearchResult Run(SearchRequest request, LearningRun run);
}
